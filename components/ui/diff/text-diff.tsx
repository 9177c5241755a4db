'use client'

import { type ChangeObject, diffArrays } from 'diff'
import { useLocale, useTranslations } from 'next-intl'
import { VisibleText } from '@/components/ui/visible-text'

type Parts = ChangeObject<string[]>[]

const MOST_EDITS = 4_000

/**
 * What is taken out and what is put in, word by word; Chinese has words too. Marked by elements, a line through or
 * under, and a sign, so that colour is not needed.
 */
export function TextDiff({ from, to }: { from: string; to: string }) {
  const t = useTranslations('review')
  const words = new Intl.Segmenter(useLocale(), { granularity: 'word' })
  // Two long texts with nothing in common would be compared for seconds.
  const parts = diffArrays(wordsOf(words, from), wordsOf(words, to), { maxEditLength: MOST_EDITS })
  const lineEnds = from.includes('\r') && !to.includes('\r')
  return (
    <div className="rounded-md bg-sunken px-2 py-1.5">
      {alike(parts, Math.max(from.length, to.length)) ? (
        parts.map(({ value, added, removed }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in order
          <Piece key={at} text={value.join('')} added={added} removed={removed} />
        ))
      ) : (
        <>
          <div>
            <Piece text={from} removed />
          </div>
          <div>
            <Piece text={to} added />
          </div>
        </>
      )}
      {lineEnds ? <p className="text-muted text-xs">{t('lineEnds')}</p> : null}
    </div>
  )
}

function Piece({ text, added, removed }: { text: string; added?: boolean; removed?: boolean }) {
  if (added)
    return (
      <ins className="bg-good-soft text-good underline">
        <VisibleText part="changed" text={text} />
      </ins>
    )
  if (removed)
    return (
      <del className="bg-bad-soft text-bad line-through">
        <VisibleText part="changed" text={text} />
      </del>
    )
  return <VisibleText part="same" text={text} />
}

/** Words in common, enough for a reader to find the way; else old and new are shown one after the other. */
function alike(parts: Parts | undefined, length: number): parts is Parts {
  const common = parts?.flatMap(({ added, removed, value }) => (added || removed ? [] : value))
  return common !== undefined && common.join('').trim().length >= length / 3
}

/** Line ends are words of their own; a carriage return alone would strike whole paragraphs. */
function wordsOf(segmenter: Intl.Segmenter, text: string): string[] {
  const plain = text.replace(/\r\n?/g, '\n')
  return [...segmenter.segment(plain)].map(({ segment }) => segment)
}
