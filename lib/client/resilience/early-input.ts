import { isCommandKey } from '../browser/keyboard'

type Field = HTMLInputElement | HTMLTextAreaElement
type EarlyInput = { text: string; selection: [number | null, number | null]; keys: KeyboardEvent[] }

/** By element, so that a field that is created later never gets the text of another. */
const inputs = new WeakMap<Field, EarlyInput>()
const hydratedFields = new WeakSet<Field>()

/**
 * Records what people type into fields that React has not hydrated yet: hydration would replace it
 * with the text from the server. Call it before hydration.
 */
export function recordEarlyInput(): void {
  addEventListener('input', ({ target }) => recordText(target), true)
  addEventListener('keydown', recordKey, true)
  addEventListener('focusin', ({ target }) => keepValue(target))
  keepValue(document.activeElement)
  // Typed before this script was loaded.
  for (const field of document.querySelectorAll<Field>('input, textarea'))
    if (field.value !== field.defaultValue) recordText(field)
}

/** Returns what was typed into a field before it was hydrated, and ends the recording of it. */
export function takeEarlyInput(field: Field): EarlyInput | undefined {
  const input = inputs.get(field)
  inputs.delete(field)
  hydratedFields.add(field)
  return input
}

export const isTextField = (target: unknown): target is Field =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement

function recordText(field: EventTarget | null): EarlyInput | undefined {
  if (!isTextField(field) || hydratedFields.has(field)) return
  const input: EarlyInput = {
    text: field.value,
    selection: [field.selectionStart, field.selectionEnd],
    keys: inputs.get(field)?.keys ?? [],
  }
  inputs.set(field, input)
  return input
}

/**
 * Setting the value, even to what it is, detaches it from the text in the HTML: hydration sets that
 * text again, which otherwise removes the selection.
 */
function keepValue(field: EventTarget | null): void {
  // Without a selection it may be a number field, whose value is empty while the text is no number.
  if (!isTextField(field) || hydratedFields.has(field) || field.selectionStart === null) return
  const { value } = field
  field.value = value
}

/** Keys that type nothing, but which the page acts on. */
function recordKey(event: KeyboardEvent): void {
  if (event.key === 'Enter' || event.altKey || isCommandKey(event))
    recordText(event.target)?.keys.push(event)
}
