import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { TextButton } from '@/components/ui/buttons/text-button'
import { VisibleText } from '@/components/ui/visible-text'
import type { PreviewLine } from './import-preview'

/** A table of ten thousand rows would block the page. */
const LINES_PER_STEP = 200

const COLUMN_WIDTHS = { line: 'w-10', key: 'w-1/4', value: '', result: 'w-[30%]' } as const
const columns = ['line', 'key', 'value', 'result'] as const

/** Enough to recognise a text. The review shows each change whole. */
const MAX_CHARACTERS = 300

const STATUS_COLORS = {
  new: 'text-good',
  changed: 'text-accent',
  same: 'text-muted',
  twice: 'text-warn',
  unusable: 'text-bad',
} as const

/** What each line of the text does. Lines that cannot be used come first. */
export function PreviewTable({ lines }: { lines: readonly PreviewLine[] }) {
  'use memo'
  const t = useTranslations('import')
  const [limit, setLimit] = useState(LINES_PER_STEP)
  const isUnusable = ({ status }: PreviewLine) => status === 'unusable'
  const sorted = [...lines.filter(isUnusable), ...lines.filter((line) => !isUnusable(line))]
  return (
    <div>
      <table className="w-full table-fixed text-start text-sm" aria-label={t('preview')}>
        <thead className="text-muted text-xs">
          <tr>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className={`px-1.5 py-1 text-start font-normal ${COLUMN_WIDTHS[column]}`}
              >
                {t(`columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-line border-y">
          {sorted.slice(0, limit).map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: several lines may be equal
            <PreviewRow key={index} line={line} />
          ))}
        </tbody>
      </table>
      {sorted.length > limit ? (
        <p className="px-1.5 py-1 text-muted text-xs">
          {t('shown', { count: limit, total: sorted.length })}{' '}
          <TextButton onClick={() => setLimit(limit + LINES_PER_STEP)}>
            {t('showMore', { count: Math.min(LINES_PER_STEP, sorted.length - limit) })}
          </TextButton>
        </p>
      ) : null}
    </div>
  )
}

function PreviewRow({ line }: { line: PreviewLine }) {
  const t = useTranslations('import')
  return (
    <tr className="align-top">
      <td className="px-1.5 py-1 text-muted tabular-nums">{line.line}</td>
      {'entry' in line ? (
        <>
          <td className="px-1.5 py-1">
            <CappedText text={line.entry.key} />
          </td>
          <td className="px-1.5 py-1">
            <PreviewValue line={line} />
          </td>
        </>
      ) : (
        <td colSpan={2} className="px-1.5 py-1">
          <CappedText text={line.text} />
        </td>
      )}
      <td className="px-1.5 py-1">
        <span className={`font-medium ${STATUS_COLORS[line.status]}`}>
          {t(`status.${line.status}`)}
        </span>
        <Reason line={line} />
      </td>
    </tr>
  )
}

function PreviewValue({ line }: { line: Extract<PreviewLine, { entry: unknown }> }) {
  const t = useTranslations('import')
  const after = <ValueText value={line.entry.value} />
  if (line.status !== 'changed') return after
  return (
    <>
      <div className="text-muted">
        {t('before')} <ValueText value={line.before} />
      </div>
      <div>
        {t('after')} {after}
      </div>
    </>
  )
}

function ValueText({ value }: { value: string }) {
  const t = useTranslations('editor')
  return value === '' ? (
    <span className="text-muted italic">{t('emptyText')}</span>
  ) : (
    <CappedText text={value} />
  )
}

/** The start of a text: a few lines that fit the column. */
function CappedText({ text }: { text: string }) {
  const t = useTranslations('import')
  const hidden = Math.max(0, text.length - MAX_CHARACTERS)
  return (
    <>
      <div className="wrap-anywhere line-clamp-8">
        <VisibleText text={hidden > 0 ? text.slice(0, MAX_CHARACTERS) : text} />
      </div>
      {hidden > 0 ? (
        <div className="text-muted">{t('moreCharacters', { count: hidden })}</div>
      ) : null}
    </>
  )
}

/** Why a line is not taken into the draft. */
function Reason({ line }: { line: PreviewLine }) {
  const t = useTranslations('import')
  const tProblem = useTranslations('problems')
  if (line.status === 'twice')
    return <p className="text-muted">{t('usedInstead', { line: line.usedLine })}</p>
  if (line.status !== 'unusable') return null
  return (
    <p className="text-muted">
      {'problem' in line ? t(`problems.${line.problem}`) : tProblem(line.code, line.params)}
    </p>
  )
}
