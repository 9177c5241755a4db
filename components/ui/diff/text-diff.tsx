'use client'

import { useLocale, useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { VisibleText } from '@/components/ui/visible-text'
import { type DiffPart, diffWords } from './word-diff'

/** A diff of two texts by word. Elements and lines mark the differences as well as colour. */
export function TextDiff({ from, to }: { from: string; to: string }) {
  'use memo'
  const t = useTranslations('review')
  const parts = diffWords(from, to, useLocale())
  const dropsCarriageReturns = from.includes('\r') && !to.includes('\r')
  return (
    <div className="rounded-md bg-sunken px-2 py-1.5">
      {parts ? (
        parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in order
          <Fragment key={index}>
            {/* Without a gap the old and the new word would read as one. */}
            {part.kind === 'added' && parts[index - 1]?.kind === 'removed' ? ' ' : null}
            <DiffPiece part={part} />
          </Fragment>
        ))
      ) : (
        <>
          <div>
            <DiffPiece part={{ kind: 'removed', text: from }} />
          </div>
          <div>
            <DiffPiece part={{ kind: 'added', text: to }} />
          </div>
        </>
      )}
      {dropsCarriageReturns ? <p className="text-muted text-xs">{t('lineEnds')}</p> : null}
    </div>
  )
}

function DiffPiece({ part: { kind, text } }: { part: DiffPart }) {
  if (kind === 'added')
    return (
      <ins className="bg-good-soft text-good underline">
        <VisibleText part="changed" text={text} />
      </ins>
    )
  if (kind === 'removed')
    return (
      <del className="bg-bad-soft text-bad line-through">
        <VisibleText part="changed" text={text} />
      </del>
    )
  return <VisibleText part="same" text={text} />
}
