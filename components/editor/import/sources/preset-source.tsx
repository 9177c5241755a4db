'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Link } from '@/components/ui/link'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { presetsQuery } from '@/lib/client/api/preset-queries'
import { announce } from '@/lib/client/browser/announce'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { Preset } from '@/lib/shared/presets/preset'
import { SavePreset } from './save-preset'

type Props = {
  /** The entries of the draft, which can become a preset. */
  entries: readonly Entry[]
  onPick: (preset: Preset) => void
}

/** The presets: one of them fills the text, and the draft can become another one. */
export function PresetSource({ entries, onPick }: Props) {
  const t = useTranslations('import.preset')
  const { data, error } = useQuery(presetsQuery)
  const presets = data?.presets ?? []

  function pick(preset: Preset) {
    onPick(preset)
    announce(t('filled', { name: preset.name, count: preset.entries.length }))
  }

  return (
    <section aria-label={t('label')} className="space-y-2">
      {error ? <ProblemAlert problem={error} title={t('failed')} isReadProblem /> : null}
      {data && presets.length === 0 ? <p className="text-muted text-sm">{t('none')}</p> : null}
      {presets.length > 0 ? (
        <ul className="max-h-56 divide-y divide-line overflow-y-auto rounded-md border border-line">
          {presets.map((preset) => (
            <li key={preset.id}>
              <button
                type="button"
                onClick={() => pick(preset)}
                className="flex min-h-9 w-full flex-wrap items-baseline gap-x-2 px-2.5 py-1 text-start hover:bg-hover"
              >
                <bdi className="font-medium">{preset.name}</bdi>
                <span className="min-w-0 truncate font-mono text-muted text-sm">
                  {preset.entries.map(({ key }) => key).join(', ')}
                </span>
                <span className="ms-auto text-muted text-sm">
                  {t('uses', { count: preset.uses })}
                </span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex flex-wrap items-start gap-3">
        <SavePreset entries={entries} />
        <span className="ms-auto">
          <Link href="/presets" variant="secondary" size="small">
            {t('manage')}
          </Link>
        </span>
      </div>
    </section>
  )
}
