'use client'

import { type ChangeObject, diffArrays } from 'diff'
import { useLocale, useTranslations } from 'next-intl'
import { VisibleText } from '@/components/ui/visible-text'

type Parts = ChangeObject<string[]>[]

const MAX_EDITS = 4_000

/**
 * A diff of two texts by word, with a segmenter because Chinese has no spaces. Elements and lines
 * mark the differences as well as colour.
 */
export function TextDiff({ from, to }: { from: string; to: string }) {
  'use memo'
  const t = useTranslations('review')
  const words = new Intl.Segmenter(useLocale(), { granularity: 'word' })
  // Comparing two long and unrelated texts takes seconds.
  const parts = diffArrays(splitWords(words, from), splitWords(words, to), {
    maxEditLength: MAX_EDITS,
  })
  const dropsCarriageReturns = from.includes('\r') && !to.includes('\r')
  return (
    <div className="rounded-md bg-sunken px-2 py-1.5">
      {isSimilar(parts, Math.max(from.length, to.length)) ? (
        parts.map(({ value, added, removed }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in order
          <DiffPiece key={at} text={value.join('')} added={added} removed={removed} />
        ))
      ) : (
        <>
          <div>
            <DiffPiece text={from} removed />
          </div>
          <div>
            <DiffPiece text={to} added />
          </div>
        </>
      )}
      {dropsCarriageReturns ? <p className="text-muted text-xs">{t('lineEnds')}</p> : null}
    </div>
  )
}

function DiffPiece({ text, added, removed }: { text: string; added?: boolean; removed?: boolean }) {
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

/**
 * False if the texts share too little for a readable diff; they are then shown one after the other.
 */
function isSimilar(parts: Parts | undefined, length: number): parts is Parts {
  const common = parts?.flatMap(({ added, removed, value }) => (added || removed ? [] : value))
  return common !== undefined && common.join('').trim().length >= length / 3
}

/** Normalises line ends, because a different line end would mark whole paragraphs as changed. */
function splitWords(segmenter: Intl.Segmenter, text: string): string[] {
  const plain = text.replace(/\r\n?/g, '\n')
  return [...segmenter.segment(plain)].map(({ segment }) => segment)
}
