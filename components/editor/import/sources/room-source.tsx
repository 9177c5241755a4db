'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { inputClass } from '@/components/ui/fields/text-field'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { call } from '@/lib/client/api/api-client'
import { useRooms } from '@/lib/client/api/room-queries'
import { announce } from '@/lib/client/browser/announce'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import { useDebounced } from '@/lib/client/hooks/use-debounced'
import type { Entry } from '@/lib/shared/metadata/entry'
import { defaultRoomFilters } from '@/lib/shared/metadata/room-filters'
import { isRoomId, toSlug } from '@/lib/shared/metadata/room-slug'

const DEBOUNCE_MS = 200
const MAX_ROOMS = 6

/** Searches a room and reads its entries. Rooms that no list contains are opened by their exact id. */
export function RoomSource({ onEntries }: { onEntries: (entries: readonly Entry[]) => void }) {
  const t = useTranslations('import.room')
  const [text, setText] = useState('')
  const { isRunning, problem, run } = useAsyncAction()
  const typed = text.trim()
  const search = useDebounced(typed, DEBOUNCE_MS)
  const { rooms } = useRooms({ ...defaultRoomFilters, search }, { enabled: true })
  const shown = rooms.slice(0, MAX_ROOMS)
  const isListed = shown.some(({ id }) => id === typed)

  const take = (slug: string, name: string) =>
    run(async () => {
      const { entries } = await call('readMetadata', { path: { slug } })
      onEntries(entries)
      announce(t('filled', { name, count: entries.length }))
    })

  return (
    <section aria-label={t('label')} className="space-y-2">
      <label className="block space-y-1 text-sm">
        <span className="text-muted">{t('search')}</span>
        <input
          type="search"
          value={text}
          dir="auto"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
          className={inputClass}
        />
      </label>
      {/* Of one height, so that rooms which arrive do not move the button that one is about to press. */}
      <ul
        aria-busy={isRunning}
        className="h-56 divide-y divide-line overflow-y-auto rounded-md border border-line"
      >
        {shown.map(({ id, slug, name, metadata }) => (
          <SourceItem
            key={id}
            name={name || id}
            detail={id}
            aside={metadata ? t('entries', { count: metadata.count }) : null}
            onSelect={() => take(slug, name || id)}
          />
        ))}
        {typed !== '' && !isListed && isRoomId(typed) ? (
          <SourceItem name={t('byId', { id: typed })} onSelect={() => take(toSlug(typed), typed)} />
        ) : null}
      </ul>
      {problem ? <ProblemAlert problem={problem} title={t('failed')} isReadProblem /> : null}
    </section>
  )
}

type SourceItemProps = {
  name: string
  detail?: string
  aside?: string | null
  onSelect: () => void
}

function SourceItem({ name, detail, aside, onSelect }: SourceItemProps) {
  return (
    <li>
      <button
        type="button"
        onClick={onSelect}
        className="flex min-h-9 w-full flex-wrap items-baseline gap-x-2 px-2.5 py-1 text-start hover:bg-hover"
      >
        <bdi className="font-medium">{name}</bdi>
        {detail ? <bdi className="font-mono text-muted text-sm">{detail}</bdi> : null}
        {aside ? <span className="ms-auto text-muted text-sm">{aside}</span> : null}
      </button>
    </li>
  )
}
