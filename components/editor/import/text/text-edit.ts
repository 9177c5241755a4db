import { toDisplayedText } from '../../form/fields/displayed-text'

/** A paste, with the selection that it replaces, in the text as it is shown. */
export type Paste = { text: string; selectionStart: number; selectionEnd: number }

/**
 * Applies an edit of a text area to the text behind it. A text area turns CR LF into LF, so the line
 * ends that the edit leaves alone, and those of a paste, are kept here. `displayed` is the text area
 * after the edit; `paste` is null if the person typed.
 */
export function applyTextEdit(text: string, displayed: string, paste: Paste | null): string {
  const before = toDisplayedText(text)
  if (paste) {
    const { selectionStart, selectionEnd } = paste
    const head = before.slice(0, selectionStart)
    const expected = head + toDisplayedText(paste.text) + before.slice(selectionEnd)
    const result = replaceRange(text, selectionStart, selectionEnd, paste.text)
    if (displayed === expected) return result
  }
  const shorter = Math.min(before.length, displayed.length)
  let start = 0
  while (start < shorter && before[start] === displayed[start]) start++
  let tail = 0
  while (tail < shorter - start && before.at(-1 - tail) === displayed.at(-1 - tail)) tail++
  const inserted = displayed.slice(start, displayed.length - tail)
  return replaceRange(text, start, before.length - tail, inserted)
}

/**
 * Replaces a range, which is counted in the displayed text. A lone CR and an LF that meet would
 * become one line end, so those that were there before become other line ends.
 */
function replaceRange(text: string, start: number, end: number, inserted: string): string {
  const head = text.slice(0, toOffset(text, start))
  const tail = text.slice(toOffset(text, end))
  const next = (inserted + tail).charAt(0)
  const keptHead = next === '\n' ? withoutFinalCrs(head) : head
  const keptTail = inserted.endsWith('\r') && tail.startsWith('\n') ? `\r${tail}` : tail
  return keptHead + inserted + keptTail
}

/** Makes the CRs at the end LFs: all of them, because the last but one would meet an LF too. */
function withoutFinalCrs(text: string): string {
  let end = text.length
  while (text[end - 1] === '\r') end--
  return text.slice(0, end) + '\n'.repeat(text.length - end)
}

function toOffset(text: string, displayedOffset: number): number {
  let offset = 0
  for (let shown = 0; shown < displayedOffset; shown++)
    offset += text[offset] === '\r' && text[offset + 1] === '\n' ? 2 : 1
  return offset
}
