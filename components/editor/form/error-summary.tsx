'use client'

import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { useWatch } from 'react-hook-form'
import { draftProblems } from '@/components/editor/form/draft-problems'
import { Notice } from '@/components/ui/alert'
import { focusSoon } from '@/lib/client/browser/focus'
import type { ProblemCode, ProblemParams } from '@/lib/shared/api/problems'
import type { DraftRow } from '@/lib/shared/changes/draft'
import { useEditor } from '../editor-context'

type Line = {
  code: ProblemCode
  params?: ProblemParams
  /** Null for what the room as a whole breaks. */
  at: { field: string; number: number; key: string } | null
}

/**
 * What must be mended before the draft can be saved; each line leads to its field and goes when it is cured. `onBroken`
 * is told whether any is left.
 */
export function ErrorSummary({ onBroken }: { onBroken: (broken: boolean) => void }) {
  const t = useTranslations('editor')
  const sentence = useTranslations('problems')
  const { control } = useEditor()
  const lines = useWatch({ control, name: 'rows', compute: linesOf })
  const broken = lines.length > 0
  useEffect(() => {
    onBroken(broken)
    return () => onBroken(false)
  }, [broken, onBroken])
  if (!broken) return null
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
