import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { NewBatch } from '@/components/batches/new/new-batch'
import { PageMessages } from '@/components/ui/page-messages'
import { pageContext } from '@/lib/server/http/page'
import { pickMessages } from '@/lib/server/http/page-messages'
import { hasPermission } from '@/lib/shared/access/roles'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('batches.new')
  return { title: t('title') }
}

export default async function NewBatchPage() {
  const { actor } = await pageContext()
  if (!hasPermission(actor.role, 'batches.write')) forbidden()
  return (
    <PageMessages messages={await pickMessages('batches', 'review', 'problems')}>
      <NewBatch />
    </PageMessages>
  )
}
