import { isCommandKey } from '../browser/keyboard'

type Field = HTMLInputElement | HTMLTextAreaElement
type EarlyInput = {
  text: string
  selection: [start: number | null, end: number | null]
  /** Keys that type nothing, but on which the page acts. */
  keys: KeyboardEvent[]
  observer: MutationObserver
}

/** Marks a field whose input is recorded until {@link takeEarlyInput} takes it. */
export const earlyInputProps = { 'data-early-input': '' }

/** By element, so that a field that is created later never gets the text of another. */
const inputs = new WeakMap<Field, EarlyInput>()
const hydratedFields = new WeakSet<Field>()

/**
 * Records what people type into fields that React has not hydrated yet: hydration would replace it
 * with the text from the server. Call it before hydration.
 */
export function recordEarlyInput(): void {
  // In the capture phase, because React stops events on elements that it has not hydrated.
  for (const type of ['focusin', 'input'])
    addEventListener(type, ({ target }) => record(target), true)
  addEventListener('selectionchange', () => record(document.activeElement), true)
  addEventListener('keydown', recordKey, true)
  record(document.activeElement)
  // Typed before this script was loaded.
  for (const field of document.querySelectorAll<Field>('input, textarea'))
    if (field.value !== field.defaultValue) record(field)
}

/** Returns what was typed into a field before it was hydrated, and ends the recording of it. */
export function takeEarlyInput(field: Field): EarlyInput | undefined {
  const input = inputs.get(field)
  if (input) restore(field, input)
  input?.observer.disconnect()
  inputs.delete(field)
  hydratedFields.add(field)
  return input
}

export const isTextField = (target: unknown): target is Field =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement

function record(target: EventTarget | null): EarlyInput | undefined {
  if (!isTextField(target) || !('earlyInput' in target.dataset) || hydratedFields.has(target))
    return
  const input = inputs.get(target) ?? startRecording(target)
  input.text = target.value
  input.selection = [target.selectionStart, target.selectionEnd]
  return input
}

function startRecording(field: Field): EarlyInput {
  // React writes the text from the server into a text area while it renders, long before its effects
  // run. The observer acts before the next key press.
  const observer = new MutationObserver(() => restore(field, input))
  const input: EarlyInput = { text: '', selection: [null, null], keys: [], observer }
  observer.observe(field, { childList: true })
  inputs.set(field, input)
  return input
}

function restore(field: Field, { text, selection }: EarlyInput): void {
  if (field.value !== text) field.value = text
  // Safari would focus another field. An e-mail field has no selection.
  if (field === document.activeElement && selection[0] !== null)
    field.setSelectionRange(...selection)
}

function recordKey(event: KeyboardEvent): void {
  if (event.key === 'Enter' || event.altKey || isCommandKey(event))
    record(event.target)?.keys.push(event)
}
