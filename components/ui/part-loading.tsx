'use client'

import { useLocale, useTranslations } from 'next-intl'
import { type ComponentType, type ReactNode, use } from 'react'
import { retryParts, untilLoaded } from '@/lib/client/parts/part-loads'
import {
  getPartMessages,
  importPartMessages,
  loadPartMessages,
} from '@/lib/client/parts/part-messages'
import { useFailedPart } from '@/lib/client/parts/use-failed-part'
import { usePageAlert } from '@/lib/client/resilience/use-page-alert'
import { AddedMessages } from './added-messages'
import { Button } from './buttons/button'

/**
 * Makes the loader of a part for `next/dynamic`, which loads its messages too and repeats a failed
 * load.
 */
export function loadPart<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return untilLoaded(async () => {
    const [Part] = await Promise.all([load(), importPartMessages()])
    return (props: Props) => (
      <PartMessages>
        <Part {...props} />
      </PartMessages>
    )
  })
}

/**
 * Adds the messages of the parts to those of the page, which has only what it shows at first. Waits
 * for them after the language was changed.
 */
function PartMessages({ children }: { children: ReactNode }) {
  const locale = useLocale()
  const messages = getPartMessages(locale) ?? use(loadPartMessages(locale))
  return <AddedMessages messages={messages}>{children}</AddedMessages>
}

/**
 * Takes the place of a part loaded by `next/dynamic` until it has loaded: nothing at first, then a
 * message if the load failed. Wrap the loader in `loadPart`.
 */
export function PartLoading() {
  const t = useTranslations('app')
  const alert = usePageAlert()
  // The alert of the page says what to do after an update.
  if (!useFailedPart() || alert?.kind === 'updated') return null
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 text-bad text-sm">
      <p>{t('partMissing')}</p>
      <Button size="small" onClick={retryParts}>
        {t('retry')}
      </Button>
    </div>
  )
}
