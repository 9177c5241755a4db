'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { Card } from '@/components/ui/card'
import { PageTitle } from '@/components/ui/page-title'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { call } from '@/lib/client/api/api-client'
import { presetsQuery } from '@/lib/client/api/preset-queries'
import { announce } from '@/lib/client/browser/announce'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { usePermission } from '@/lib/client/hooks/current-user'
import type { NewPreset } from '@/lib/shared/api/preset-endpoints'
import type { Problem } from '@/lib/shared/api/problem'
import type { Preset } from '@/lib/shared/presets/preset'
import { PresetForm } from './preset-form'
import { PresetItem } from './preset-item'

const ADD_ID = 'add-preset'

type Props = {
  /** Why the server could not read the presets. */
  serverProblem: Pick<Problem, 'code' | 'details'> | null
}

/** The page of presets. Viewers see them; editors add, edit and delete them. */
export function PresetsView({ serverProblem }: Props) {
  const t = useTranslations('presets')
  const client = useQueryClient()
  const canWrite = usePermission('presets.write')
  const { data, error, refetch } = useQuery(presetsQuery)
  /** `new`, or the id of the preset that is edited. */
  const [openForm, setOpenForm] = useState<string | null>(null)
  const problem = error ?? (data ? null : serverProblem)
  const presets = data?.presets ?? []

  const refresh = () => client.invalidateQueries({ queryKey: presetsQuery.queryKey })

  async function add(preset: NewPreset) {
    await call('addPreset', { body: preset })
    await refresh()
    announce(t('saved', { name: preset.name }))
    closeForm(ADD_ID)
  }

  async function change({ id, version }: Preset, preset: NewPreset) {
    await call('changePreset', { path: { id }, body: { version, ...preset } })
    await refresh()
    announce(t('saved', { name: preset.name }))
    closeForm(`edit-${id}`)
  }

  async function remove({ id, name }: Preset) {
    await call('deletePreset', { path: { id } })
    await refresh()
    announce(t('deleted', { name }))
    focusWhenReady(ADD_ID)
  }

  function closeForm(focusId: string) {
    setOpenForm(null)
    focusWhenReady(focusId)
  }

  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <PageTitle>{t('title')}</PageTitle>
        {canWrite && openForm !== 'new' ? (
          <Button id={ADD_ID} variant="primary" onClick={() => setOpenForm('new')}>
            <Plus aria-hidden className="size-4" />
            {t('add')}
          </Button>
        ) : null}
      </div>
      <p className="text-muted">{t('text')}</p>
      {openForm === 'new' ? (
        <PresetForm label={t('newPreset')} onSave={add} onCancel={() => closeForm(ADD_ID)} />
      ) : null}
      {problem ? (
        <ProblemAlert problem={problem} title={t('failed')} isReadProblem>
          <Button size="small" onClick={() => refetch()}>
            {t('retry')}
          </Button>
        </ProblemAlert>
      ) : null}
      {data && presets.length === 0 ? <p className="text-muted">{t('none')}</p> : null}
      {presets.length > 0 ? (
        <Card as="ul" aria-label={t('list')} className="divide-y divide-line">
          {presets.map((preset) => (
            <li
              key={preset.id}
              id={`preset-${preset.id}`}
              className="scroll-mt-20 px-3 py-3 target:bg-accent-soft"
            >
              {openForm === preset.id ? (
                <PresetForm
                  label={t('editPreset', { name: preset.name })}
                  preset={preset}
                  onSave={(input) => change(preset, input)}
                  onCancel={() => closeForm(`edit-${preset.id}`)}
                />
              ) : (
                <PresetItem
                  preset={preset}
                  canWrite={canWrite}
                  onEdit={() => setOpenForm(preset.id)}
                  onDelete={() => remove(preset)}
                />
              )}
            </li>
          ))}
        </Card>
      ) : null}
    </div>
  )
}
