'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { presetsQuery } from '@/lib/client/api/preset-queries'
import type { Preset } from '@/lib/shared/presets/preset'

type Props = { preset: Preset | null; onPick: (preset: Preset) => void }

/** Fills the changes with the entries of a preset. Nothing while there are none. */
export function PresetPicker({ preset, onPick }: Props) {
  const t = useTranslations('batches.new')
  const id = useId()
  const { data } = useQuery(presetsQuery)
  const presets = data?.presets ?? []
  if (presets.length === 0) return null
  return (
    <div className="flex flex-wrap items-center gap-2">
      <label htmlFor={id} className="text-muted">
        {t('fromPreset')}
      </label>
      <select
        id={id}
        value={preset?.id ?? ''}
        onChange={(event) => {
          const picked = presets.find((each) => each.id === event.target.value)
          if (picked) onPick(picked)
        }}
        className="min-h-9 max-w-full rounded-md border border-control bg-surface px-1.5"
      >
        <option value="">{t('noPreset')}</option>
        {presets.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </select>
    </div>
  )
}
