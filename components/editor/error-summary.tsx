'use client'

import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { Notice } from '@/components/ui/notice'
import { focusSoon } from '@/lib/client/focus'
import { type DraftRow, draftProblems } from '@/lib/shared/draft'
import type { ProblemCode, ProblemParams } from '@/lib/shared/problems'
import { useEditor } from './editor-context'

type Line = {
  code: ProblemCode
  params?: ProblemParams
  /** Null for what the room as a whole breaks. */
  at: { field: string; number: number; key: string } | null
}

/** What must be mended before the draft can be saved; each line leads to its field and goes when it is cured. */
export function ErrorSummary() {
  const t = useTranslations('editor')
  const sentence = useTranslations('problems')
  const { control } = useEditor()
  const lines = useWatch({ control, name: 'rows', compute: linesOf })
  if (lines.length === 0) return null
  return (
    <section id="summary" tabIndex={-1} aria-label={t('summary', { count: lines.length })}>
      <Notice tone="bad" title={t('summary', { count: lines.length })}>
        <ul className="list-disc space-y-0.5 ps-5">
          {lines.map(({ code, params, at }) => (
            <li key={`${at?.field} ${code}`}>
              {at ? (
                <button
                  type="button"
                  onClick={() => focusSoon(at.field)}
                  className="text-start align-top underline"
                >
                  <bdi className="font-semibold">
                    {at.key === '' ? t('rowWithoutKey', at) : t('row', at)}
                  </bdi>{' '}
                  {sentence(code, params)}
                </button>
              ) : (
                sentence(code, params)
              )}
            </li>
          ))}
        </ul>
      </Notice>
    </section>
  )
}

function linesOf(rows: readonly DraftRow[]): Line[] {
  return draftProblems(rows).map(({ index, at, code, params }) => {
    const row = index === null ? undefined : rows[index]
    if (index === null || !row) return { code, params, at: null }
    return { code, params, at: { field: `rows.${index}.${at}`, number: index + 1, key: row.key } }
  })
}
