'use client'

import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { Alert } from '@/components/ui/alert'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import type { ProblemCode, ProblemParams } from '@/lib/shared/api/problem-codes'
import type { DraftRow } from '@/lib/shared/changes/draft'
import { useEditor } from '../editor-context'
import { findDraftProblems } from './draft-problems'

type SummaryLine = {
  code: ProblemCode
  params?: ProblemParams
  /** Null for a problem of the room as a whole. */
  location: { field: string; number: number; key: string } | null
}

/**
 * Lists the problems that prevent the save. Each line links to its field and disappears once the
 * problem is fixed.
 */
export function ErrorSummary() {
  const t = useTranslations('editor')
  const tSummary = useTranslations('errorSummary')
  const tProblem = useTranslations('problems')
  const { control } = useEditor()
  const lines = useWatch({ control, name: 'rows', compute: toSummaryLines })
  if (lines.length === 0) return null
  const title = tSummary('title', { count: lines.length })
  return (
    <section id="summary" tabIndex={-1} aria-label={title}>
      <Alert tone="bad" title={title}>
        <ul className="list-disc space-y-0.5 ps-5">
          {lines.map(({ code, params, location }) => (
            <li key={`${location?.field} ${code}`}>
              {location ? (
                <button
                  type="button"
                  onClick={() => focusWhenReady(location.field)}
                  className="text-start align-top underline"
                >
                  <bdi className="font-semibold">
                    {location.key === '' ? t('rowWithoutKey', location) : t('row', location)}
                  </bdi>{' '}
                  <span>{tProblem(code, params)}</span>
                </button>
              ) : (
                tProblem(code, params)
              )}
            </li>
          ))}
        </ul>
      </Alert>
    </section>
  )
}

function toSummaryLines(rows: readonly DraftRow[]): SummaryLine[] {
  return findDraftProblems(rows).map(({ index, at, code, params }) => {
    const row = index === null ? undefined : rows[index]
    if (index === null || !row) return { code, params, location: null }
    return {
      code,
      params,
      location: { field: `rows.${index}.${at}`, number: index + 1, key: row.key },
    }
  })
}
