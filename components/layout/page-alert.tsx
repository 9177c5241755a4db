'use client'

import { useTranslations } from 'next-intl'
import { buttonClass } from '@/components/ui/buttons/button-class'
import { setPageAlert } from '@/lib/client/resilience/page-alert'
import { usePageAlert } from '@/lib/client/resilience/use-page-alert'

/**
 * Says above everything else that an action failed or that the console was updated. Not a part that
 * loads on demand: after an update it would be missing too.
 */
export function PageAlert() {
  const t = useTranslations('app')
  const alert = usePageAlert()
  return (
    // `aria-live` keeps dialogs, which hide the rest of the page, from hiding it.
    <div role="alert" aria-live="assertive" className="fixed inset-x-0 top-0 z-60">
      {alert ? (
        <div className="flex flex-wrap items-center justify-center gap-x-3 border-warn border-b bg-warn-soft px-4 py-1.5 text-warn">
          <p className="min-w-0 break-words">
            {alert.kind === 'updated' ? t('updated') : t('actionFailed', { error: alert.error })}
          </p>
          <button
            type="button"
            className={buttonClass('secondary', 'small')}
            onClick={() => location.reload()}
          >
            {t('reload')}
          </button>
          <button
            type="button"
            className={buttonClass('quiet', 'small')}
            onClick={() => setPageAlert(null)}
          >
            {t('close')}
          </button>
        </div>
      ) : null}
    </div>
  )
}
