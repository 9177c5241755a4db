'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import { Link } from '@/components/ui/link'
import { DraftTag } from '@/components/ui/rooms/draft-tag'
import { PinButton } from '@/components/ui/rooms/pin-button'
import { Timestamp } from '@/components/ui/timestamp'
import { roomPath } from '@/lib/client/paths'
import type { ListedRoom } from '@/lib/shared/metadata/room'
import { MetadataHint } from './metadata-hint'
import { SelectRoom } from './select-room'

const GRID_COLUMNS =
  'grid grid-cols-[var(--lead)_minmax(0,1fr)_auto] gap-x-1.5 px-1.5 md:grid-cols-[var(--lead)_minmax(0,1fr)_9rem_5rem_7rem_8rem_6rem] md:pe-4'

/** The column headings. Hidden on narrow screens, which have no columns. */
export function RoomColumns() {
  const t = useTranslations('roomSearch')
  return (
    <div
      aria-hidden
      className={`${GRID_COLUMNS} hidden border-line border-b py-1 text-muted text-sm md:grid`}
    >
      <span className="col-start-2">{t('columns.room')}</span>
      <span>{t('columns.owner')}</span>
      <span>{t('columns.category')}</span>
      <span>{t('columns.opened')}</span>
      <span>{t('columns.lastChange')}</span>
      <span className="text-end">{t('columns.views')}</span>
    </div>
  )
}

/** The label of a cell. Where the column headings show it, it stays for screen readers only. */
const label = (chunk: ReactNode) => <span className="md:sr-only">{chunk}</span>
const separator = <span className="md:hidden">{'\u00a0· '}</span>

type Props = {
  room: ListedRoom
  hasDraft: boolean
  onFilter: (change: { category: number }) => void
}

/** A room. The whole row is a link to its editor. */
export function RoomItem({ room, hasDraft, onFilter }: Props) {
  const t = useTranslations('roomSearch')
  const { id, slug, owner, category, createdAt, views, lastChange } = room
  const name = room.name || id
  return (
    <li className={`${GRID_COLUMNS} relative items-center py-(--row) hover:bg-hover`}>
      <div className="row-span-2 flex items-center self-start md:row-span-1 md:self-center">
        <SelectRoom room={{ slug, id, name: room.name }} />
        <PinButton room={{ slug, id, name: room.name }} />
      </div>
      <div className="min-w-0">
        <div className="flex items-center gap-2">
          <Link
            href={roomPath(slug)}
            variant="plain"
            prefetch={false}
            className="block truncate font-medium after:absolute after:inset-0"
          >
            <bdi>{name}</bdi>
          </Link>
          {hasDraft ? <DraftTag /> : null}
        </div>
        <div className="flex items-center text-muted text-sm">
          <bdi className="truncate font-mono">{id}</bdi>
          <span className="relative z-10 -my-1 flex">
            <CopyButton text={id} label={t('copyId', { id })} />
          </span>
          {room.isPublic === false ? <span>{t('private')}</span> : null}
        </div>
        <MetadataHint metadata={room.metadata} />
      </div>
      <p className="col-span-2 col-start-2 row-start-2 min-w-0 text-muted text-sm md:contents">
        <span className="min-w-0 truncate">
          {owner ? t.rich('owner', { label, name: () => <bdi>{owner}</bdi> }) : null}
        </span>
        {owner && category.length > 0 ? separator : null}
        <span className="relative z-10 justify-self-start">
          {category.length > 0
            ? t.rich('category', {
                label,
                list: () => <CategoryButtons category={category} onFilter={onFilter} />,
              })
            : null}
        </span>
        {createdAt && (owner || category.length > 0) ? separator : null}
        <span className="whitespace-nowrap">
          {createdAt ? t.rich('opened', { label, when: () => <Timestamp at={createdAt} /> }) : null}
        </span>
        {lastChange && (createdAt || owner || category.length > 0) ? separator : null}
        <span className="min-w-0 truncate">
          {lastChange
            ? t.rich('lastChange', {
                label,
                who: () => <bdi>{lastChange.by?.name || t('external')}</bdi>,
                when: () => <Timestamp at={lastChange.at} />,
              })
            : null}
        </span>
      </p>
      <p className="col-start-3 row-start-1 self-start text-end text-sm md:col-start-auto md:row-start-auto md:self-center">
        {t.rich('views', {
          count: views,
          number: (chunk) => <span className="font-medium">{chunk}</span>,
          label: (chunk) => <span className="block text-muted md:sr-only">{chunk}</span>,
        })}
      </p>
    </li>
  )
}

function CategoryButtons({
  category,
  onFilter,
}: Pick<Props, 'onFilter'> & { category: readonly number[] }) {
  const t = useTranslations('roomSearch')
  return category.map((number, at) => (
    <span key={number}>
      {at > 0 ? ', ' : null}
      <button
        type="button"
        className="min-h-6 min-w-6 rounded hover:underline"
        aria-label={t('filterByCategory', { category: String(number) })}
        onClick={() => onFilter({ category: number })}
      >
        {number}
      </button>
    </span>
  ))
}
