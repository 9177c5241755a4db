'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { Link } from '@/components/ui/link'
import { PageTitle } from '@/components/ui/page-title'
import { announce } from '@/lib/client/browser/announce'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { useRoomSelection } from '@/lib/client/rooms/room-selection'
import type { Preset } from '@/lib/shared/presets/preset'
import { ConfirmBatch } from './confirm-batch'
import { PresetPicker } from './preset-picker'
import { PreviewList } from './preview-list'
import { SelectedRooms } from './selected-rooms'
import { createTargetRow, findTargetProblems, type TargetRow, toTarget } from './target-row'
import { TargetRows, toFieldId } from './target-rows'
import { useRoomPreviews } from './use-room-previews'

const PREVIEW_ID = 'batch-preview'

/** Changes to several rooms: what changes, then a preview of each room, then one confirmation. */
export function NewBatch() {
  const t = useTranslations('batches.new')
  const { rooms, clear } = useRoomSelection()
  const [rows, setRows] = useState<readonly TargetRow[]>(() => [createTargetRow()])
  const [preset, setPreset] = useState<Preset | null>(null)
  const [isShowingAll, setIsShowingAll] = useState(false)
  const previews = useRoomPreviews()

  /** A preview of other changes would not be true any more. */
  function change(next: readonly TargetRow[]) {
    setRows(next)
    setIsShowingAll(false)
    previews.clear()
  }

  function fill(picked: Preset) {
    change(picked.entries.map(({ key, value }) => createTargetRow(key, value)))
    setPreset(picked)
    announce(t('filled', { name: picked.name, count: picked.entries.length }))
  }

  async function preview() {
    const [problem] = findTargetProblems(rows)
    if (problem) {
      setIsShowingAll(true)
      return document.getElementById(toFieldId(problem.row, problem.at))?.focus()
    }
    focusWhenReady(PREVIEW_ID)
    const isDone = await previews.start(rooms, rows.map(toTarget))
    if (isDone) announce(t('previewed', { count: rooms.length }))
  }

  if (rooms.length === 0) {
    return (
      <div className="space-y-4">
        <PageTitle>{t('title')}</PageTitle>
        <p>{t.rich('noRooms', { rooms: (chunk) => <Link href="/rooms">{chunk}</Link> })}</p>
      </div>
    )
  }
  return (
    <div className="space-y-5">
      <PageTitle>{t('title')}</PageTitle>
      <SelectedRooms rooms={rooms} onClear={clear} />
      <section aria-labelledby="batch-changes" className="space-y-2">
        <h2 id="batch-changes" className="font-semibold text-lg">
          {t('whatChanges')}
        </h2>
        <PresetPicker preset={preset} onPick={fill} />
        <TargetRows rows={rows} onChange={change} isShowingAll={isShowingAll} />
      </section>
      {previews.previews ? null : (
        <Button variant="primary" disabled={rows.length === 0} onClick={preview}>
          {t('preview', { count: rooms.length })}
        </Button>
      )}
      {previews.previews ? (
        <section aria-labelledby={PREVIEW_ID} className="space-y-3">
          <h2 id={PREVIEW_ID} tabIndex={-1} className="font-semibold text-lg outline-none">
            {t('previewTitle')}
          </h2>
          <PreviewList {...previews.previews} total={rooms.length} />
          {previews.previews.isComplete ? (
            <ConfirmBatch
              rooms={previews.previews.rooms}
              preset={preset && usesPreset(preset, rows) ? preset.id : undefined}
              onAgain={preview}
              onStarted={clear}
            />
          ) : null}
        </section>
      ) : null}
    </div>
  )
}

/** Whether the rows still write an entry of the preset that filled them. */
const usesPreset = ({ entries }: Preset, rows: readonly TargetRow[]) =>
  entries.some(({ key, value }) =>
    rows.some((row) => row.action === 'set' && row.key === key && row.value === value),
  )
