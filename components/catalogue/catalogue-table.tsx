'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { Card } from '@/components/ui/card'
import type { KeyDescription } from '@/lib/shared/catalogue/key-description'
import { isPattern } from '@/lib/shared/catalogue/match-key'
import { ConfirmDelete } from './confirm-delete'
import { DescriptionForm } from './form/description-form'
import { editButtonId, type OpenPanel } from './open-panel'

type Props = {
  keys: readonly KeyDescription[]
  panel: OpenPanel | null
  onOpen: (panel: OpenPanel) => void
  /** Closes the panel and focuses the control with this id. */
  onClose: (focusId: string) => void
  onSave: (name: string, description: KeyDescription) => Promise<void>
  onDelete: (name: string) => Promise<void>
  onReload: () => void
}

const CELL = 'px-3 py-(--row) align-top max-md:block'

/** All descriptions, one row each. Narrow screens stack the cells of a row. */
export function CatalogueTable({ keys, ...props }: Props) {
  const t = useTranslations('catalogue')
  return (
    <Card>
      <table className="w-full max-md:block">
        <caption className="sr-only">{t('list')}</caption>
        <thead className="text-muted text-sm max-md:sr-only">
          <tr>
            {(['name', 'meaning', 'checks', 'actions'] as const).map((column) => (
              <th key={column} scope="col" className="px-3 py-1.5 text-start font-normal">
                {t(`columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {keys.map((description) => (
            <DescriptionRow
              key={description.name}
              description={description}
              names={new Set(keys.flatMap(({ name }) => (name === description.name ? [] : [name])))}
              {...props}
            />
          ))}
        </tbody>
      </table>
      <p className="border-line border-t px-3 py-1.5 text-muted text-sm">
        {t('count', { count: keys.length })}
      </p>
    </Card>
  )
}

type RowProps = Omit<Props, 'keys'> & {
  description: KeyDescription
  /** The names of all other descriptions. */
  names: ReadonlySet<string>
}

function DescriptionRow({ description, names, ...props }: RowProps) {
  const t = useTranslations('catalogue')
  const { panel, onOpen, onClose, onSave, onDelete, onReload } = props
  const { name } = description
  const openKind = panel && 'name' in panel && panel.name === name ? panel.kind : null
  const close = () => onClose(editButtonId(name))
  return (
    <>
      <tr className="border-line border-t max-md:block max-md:py-2">
        <th scope="row" className={`${CELL} wrap-anywhere text-start font-normal`}>
          <bdi className="whitespace-pre-wrap font-mono">{name}</bdi>
          {isPattern(name) ? <span className="ms-2 text-muted text-sm">{t('pattern')}</span> : null}
        </th>
        <td className={`${CELL} wrap-anywhere`}>
          <bdi>{description.description}</bdi>
        </td>
        <td className={`${CELL} text-muted text-sm`}>
          <Checks description={description} />
        </td>
        <td className={CELL}>
          <div className="flex gap-1">
            <Button
              id={editButtonId(name)}
              size="small"
              aria-label={t('editOf', { name })}
              aria-expanded={openKind === 'edit'}
              onClick={() => onOpen({ kind: 'edit', name })}
            >
              {t('edit')}
            </Button>
            <Button
              size="small"
              variant="danger"
              aria-label={t('deleteOf', { name })}
              aria-expanded={openKind === 'delete'}
              onClick={() => onOpen({ kind: 'delete', name })}
            >
              {t('delete')}
            </Button>
          </div>
        </td>
      </tr>
      {openKind ? (
        <tr className="max-md:block">
          <td colSpan={4} className="px-3 pb-3 max-md:block">
            {openKind === 'edit' ? (
              <DescriptionForm
                initial={description}
                names={names}
                onSave={(changed) => onSave(name, changed)}
                onCancel={close}
                onReload={onReload}
              />
            ) : (
              <ConfirmDelete
                name={name}
                onDelete={() => onDelete(name)}
                onCancel={close}
                onReload={onReload}
              />
            )}
          </td>
        </tr>
      ) : null}
    </>
  )
}

/** Type, limit and what a failed check does, in words. */
function Checks({ description }: { description: KeyDescription }) {
  const t = useTranslations('catalogue')
  const { type, choices, schema, byteLimit, severity } = description
  const hasCheck = type !== 'text' || byteLimit !== undefined
  const facts = [
    schema ? `${t(`types.${type}`)} ${t('withSchema')}` : t(`types.${type}`),
    ...(choices ? [choices.join(', ')] : []),
    ...(byteLimit === undefined ? [] : [t('limit', { limit: byteLimit })]),
    ...(description.protected ? [t('protected')] : []),
  ]
  return (
    <>
      <span className="wrap-anywhere">{facts.join(' · ')}</span>
      {hasCheck ? (
        <span className={`ms-2 font-medium ${severity === 'block' ? 'text-bad' : 'text-warn'}`}>
          {t(`severities.${severity}`)}
        </span>
      ) : null}
    </>
  )
}
