'use client'

import { useQuery } from '@tanstack/react-query'
import { FileUp, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { Card } from '@/components/ui/card'
import { PageTitle } from '@/components/ui/page-title'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { iso } from '@/components/ui/rich-text-tags'
import { Timestamp } from '@/components/ui/timestamp'
import { catalogueQuery } from '@/lib/client/api/catalogue-queries'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import type { Problem } from '@/lib/shared/api/problem'
import type { Catalogue, KeyDescription } from '@/lib/shared/catalogue/key-description'
import { CatalogueTable } from './catalogue-table'
import { ExportButton } from './export-button'
import { DescriptionForm } from './form/description-form'
import { ImportPanel } from './import/import-panel'
import { editButtonId, type OpenPanel } from './open-panel'
import { useReplaceCatalogue, withDescription, withoutDescription } from './use-replace-catalogue'

type Props = {
  /** Why the server could not read the catalogue. */
  serverProblem: Pick<Problem, 'code' | 'details'> | null
}

/** The page on which administrators describe keys. */
export function CatalogueView({ serverProblem }: Props) {
  const t = useTranslations('catalogue')
  const { data, error, refetch } = useQuery(catalogueQuery)
  const problem = error ?? (data ? null : serverProblem)
  return (
    <div className="space-y-4">
      <header>
        <PageTitle>{t('title')}</PageTitle>
        <p className="max-w-3xl text-muted text-sm">{t('text')}</p>
      </header>
      {problem ? (
        <ProblemAlert problem={problem} title={t('loadFailed')} isReadProblem>
          <Button size="small" onClick={() => refetch()}>
            {t('retry')}
          </Button>
        </ProblemAlert>
      ) : null}
      {data ? <CatalogueEditor catalogue={data} /> : null}
    </div>
  )
}

function CatalogueEditor({ catalogue }: { catalogue: Catalogue }) {
  const t = useTranslations('catalogue')
  const { refetch } = useQuery(catalogueQuery)
  const replace = useReplaceCatalogue()
  const [panel, setPanel] = useState<OpenPanel | null>(null)
  const [message, setMessage] = useState('')
  const { keys } = catalogue
  const names = new Set(keys.map(({ name }) => name))

  function open(next: OpenPanel) {
    setMessage('')
    setPanel(next)
  }

  function close(focusId: string) {
    setPanel(null)
    focusWhenReady(focusId)
  }

  async function reload() {
    const { data } = await refetch()
    if (data) setMessage(t('loadedNewest', { version: data.version }))
  }

  async function save(name: string | null, description: KeyDescription) {
    await replace(catalogue, withDescription(keys, name, description))
    setMessage(t('saved', { name: description.name }))
    close(editButtonId(description.name))
  }

  async function remove(name: string) {
    await replace(catalogue, withoutDescription(keys, name))
    setMessage(t('deleted', { name }))
    close('add-description')
  }

  async function importKeys(imported: readonly KeyDescription[], count: number) {
    await replace(catalogue, imported)
    setMessage(t('imported', { count }))
    close('import-descriptions')
  }

  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          id="add-description"
          variant="primary"
          aria-expanded={panel?.kind === 'add'}
          onClick={() => open({ kind: 'add' })}
        >
          <Plus aria-hidden className="size-4" />
          {t('add')}
        </Button>
        <Button
          id="import-descriptions"
          aria-expanded={panel?.kind === 'import'}
          onClick={() => open({ kind: 'import' })}
        >
          <FileUp aria-hidden className="size-4" />
          {t('import')}
        </Button>
        <ExportButton catalogue={catalogue} />
        <CatalogueVersion catalogue={catalogue} />
      </div>
      <p role="status" className="font-medium text-good text-sm">
        {message}
      </p>
      {panel?.kind === 'add' ? (
        <Card className="px-4 py-3">
          <DescriptionForm
            initial={null}
            names={names}
            onSave={(description) => save(null, description)}
            onCancel={() => close('add-description')}
            onReload={reload}
          />
        </Card>
      ) : null}
      {panel?.kind === 'import' ? (
        <ImportPanel
          keys={keys}
          onImport={importKeys}
          onCancel={() => close('import-descriptions')}
          onReload={reload}
        />
      ) : null}
      {keys.length === 0 ? (
        <Card className="space-y-1 px-4 py-8 text-center text-muted">
          <p className="font-medium text-ink">{t('empty')}</p>
          <p>{t('emptyHint')}</p>
        </Card>
      ) : (
        <CatalogueTable
          keys={keys}
          panel={panel}
          onOpen={open}
          onClose={close}
          onSave={save}
          onDelete={remove}
          onReload={reload}
        />
      )}
    </>
  )
}

function CatalogueVersion({ catalogue }: { catalogue: Catalogue }) {
  const t = useTranslations('catalogue')
  const { version, changedAt, changedBy } = catalogue
  if (changedAt === null) return null
  const params = { version, when: () => <Timestamp at={changedAt} />, iso }
  return (
    <p className="text-muted text-sm">
      {changedBy
        ? t.rich('version', { ...params, name: changedBy.name })
        : t.rich('versionBySystem', params)}
    </p>
  )
}
