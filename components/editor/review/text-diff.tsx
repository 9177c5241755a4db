'use client'

import { diffArrays } from 'diff'
import { useLocale, useTranslations } from 'next-intl'
import { VisibleText } from '@/components/ui/visible-text'

const HIDE_AFTER = 4_000

/**
 * What is taken out and what is put in, word by word; Chinese has words too. Marked by elements, a line through or
 * under, and a sign, so that colour is not needed.
 */
export function TextDiff({ from, to }: { from: string; to: string }) {
  const t = useTranslations('review')
  const words = new Intl.Segmenter(useLocale(), { granularity: 'word' })
  // Two long texts with nothing in common would be compared for seconds.
  const parts = diffArrays(wordsOf(words, from), wordsOf(words, to), { maxEditLength: HIDE_AFTER })
  const lineEnds = from.includes('\r') && !to.includes('\r')
  return (
    <div className="rounded-md bg-sunken px-2 py-1.5">
      {parts ? (
        parts.map(({ value, added, removed }, at) => {
          const text = value.join('')
          if (added)
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in order
              <ins key={at} className="bg-good-soft text-good underline">
                <VisibleText part text={text} />
              </ins>
            )
          if (removed)
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in order
              <del key={at} className="bg-bad-soft text-bad line-through">
                <VisibleText part text={text} />
              </del>
            )
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in order
          return <VisibleText part key={at} text={text} />
        })
      ) : (
        <>
          <del className="block text-bad line-through">
            <VisibleText text={from} />
          </del>
          <ins className="block text-good underline">
            <VisibleText text={to} />
          </ins>
        </>
      )}
      {lineEnds ? <p className="text-muted text-xs">{t('lineEnds')}</p> : null}
    </div>
  )
}

/** Line ends are words of their own; a carriage return alone would strike whole paragraphs. */
function wordsOf(segmenter: Intl.Segmenter, text: string): string[] {
  const plain = text.replace(/\r\n?/g, '\n')
  return [...segmenter.segment(plain)].map(({ segment }) => segment)
}
