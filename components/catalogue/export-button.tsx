'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import type { Catalogue } from '@/lib/shared/catalogue/key-description'

/** Saves the descriptions as a file that the import reads. */
export function ExportButton({ catalogue: { version, keys } }: { catalogue: Catalogue }) {
  const t = useTranslations('catalogue')

  function download() {
    const file = new Blob([formatCatalogueFile(keys)], { type: 'application/json' })
    const url = URL.createObjectURL(file)
    const link = document.createElement('a')
    link.href = url
    link.download = `key-catalogue-${version}.json`
    link.click()
    URL.revokeObjectURL(url)
  }

  return (
    <Button title={t('exportHint')} onClick={download}>
      <Download aria-hidden className="size-4" />
      {t('export')}
    </Button>
  )
}

const formatCatalogueFile = (keys: Catalogue['keys']) => `${JSON.stringify({ keys }, null, 2)}\n`
