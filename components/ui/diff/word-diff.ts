import { diffArrays } from 'diff'

/** A piece of a diff: in both texts, or only in the old or the new one. */
export type DiffPart = { kind: 'same' | 'removed' | 'added'; text: string }

const MAX_EDITS = 4_000
const HAS_WORD = /[\p{L}\p{N}]/u

/**
 * Compares two texts by word, with a segmenter because Chinese has no spaces. Words that are only
 * separated by spaces or signs are replaced together, so that a reader never meets half of an old
 * phrase inside a new one. Returns null if less than half is shared; then show one text after the other.
 */
export function diffWords(from: string, to: string, locale: string): DiffPart[] | null {
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' })
  // Comparing two long and unrelated texts takes seconds.
  const changes = diffArrays(splitWords(segmenter, from), splitWords(segmenter, to), {
    maxEditLength: MAX_EDITS,
  })
  if (!changes) return null
  const parts: DiffPart[] = []
  let removed = ''
  let added = ''
  const flush = () => {
    if (removed) parts.push({ kind: 'removed', text: removed })
    if (added) parts.push({ kind: 'added', text: added })
    removed = ''
    added = ''
  }
  changes.forEach((change, index) => {
    const text = change.value.join('')
    if (change.removed) removed += text
    else if (change.added) added += text
    else if (removed && added && index < changes.length - 1 && !HAS_WORD.test(text)) {
      removed += text
      added += text
    } else {
      flush()
      parts.push({ kind: 'same', text })
    }
  })
  flush()
  return isHalfShared(parts, from, to) ? parts : null
}

function isHalfShared(parts: readonly DiffPart[], from: string, to: string): boolean {
  const shared = parts.reduce((sum, { kind, text }) => sum + (kind === 'same' ? inkOf(text) : 0), 0)
  return shared >= Math.max(inkOf(from), inkOf(to)) / 2
}

/** The number of characters that are no white space. */
const inkOf = (text: string) => text.replace(/\s/g, '').length

/** Normalises line ends, because a different line end would mark whole paragraphs as changed. */
function splitWords(segmenter: Intl.Segmenter, text: string): string[] {
  const plain = text.replace(/\r\n?/g, '\n')
  return [...segmenter.segment(plain)].map(({ segment }) => segment)
}
