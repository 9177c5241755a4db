'use client'

import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { Notice } from '@/components/ui/notice'
import { focusSoon } from '@/lib/client/focus'
import { utf8Bytes } from '@/lib/shared/bytes'
import { type DraftRow, draftSchema } from '@/lib/shared/draft'
import { LIMITS } from '@/lib/shared/limits'
import type { RowProblem } from '@/lib/shared/metadata'
import { type ProblemCode, type ProblemParams, problemCodes } from '@/lib/shared/problems'
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

/** The issues of the schema with their numbers, which the schema keeps to itself. */
function linesOf(rows: readonly DraftRow[]): Line[] {
  const issues = draftSchema.safeParse({ rows }).error?.issues ?? []
  return issues.flatMap(({ path, message, ...issue }): Line[] => {
    const code = problemCodes.find((known) => known === message)
    if (!code) return []
    const [, index, field] = path
    const row = rows[Number(index)]
    if (!row) return [{ code, params: paramsOf(issue), at: null }]
    const at = { field: path.join('.'), number: Number(index) + 1, key: row.key }
    return [{ code, params: numbersOf(row, field === 'key' ? 'key' : 'value'), at }]
  })
}

function numbersOf(row: DraftRow, at: RowProblem['at']): ProblemParams {
  const bytes = utf8Bytes(row[at])
  const limit = at === 'key' ? LIMITS.keyBytes : LIMITS.valueBytes
  return { bytes, limit, over: bytes - limit }
}

function paramsOf(issue: object): ProblemParams | undefined {
  const params = 'params' in issue ? issue.params : undefined
  return typeof params === 'object' && params !== null ? { ...params } : undefined
}
