'use client'

import { useTranslations } from 'next-intl'
import type { Ref } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/buttons/button'
import { mono } from '@/components/ui/rich-text-tags'
import type { SaveWarning } from '@/lib/shared/changes/save-warnings'

type Props = {
  warnings: readonly SaveWarning[]
  /** Null if the values are not in the draft. */
  onFix: ((warning: SaveWarning) => void) | null
  firstFixButton?: Ref<HTMLButtonElement>
}

/** What the person may have done by accident, each with a way to its field. */
export function ReviewWarnings(props: Props) {
  const t = useTranslations('review.warnings')
  return (
    <Alert tone="warn" title={t('title', { count: props.warnings.length })}>
      <WarningList {...props} />
    </Alert>
  )
}

/** One line for each finding of the review. */
export function WarningList({ warnings, onFix, firstFixButton }: Props) {
  const t = useTranslations('review.warnings')
  return (
    <ul className="space-y-1 text-sm">
      {warnings.map((each, index) => {
        const { key, warning, similar } = each
        return (
          <li key={`${key} ${warning}`} className="flex flex-wrap items-center gap-x-2">
            <span className="min-w-0 break-words">
              {similar === undefined
                ? t.rich(warning, { key, mono })
                : t.rich('similarTo', { key, similar, mono })}
            </span>
            {onFix ? (
              <Button
                ref={index === 0 ? firstFixButton : undefined}
                size="small"
                aria-label={t('fixKey', { key })}
                onClick={() => onFix(each)}
              >
                {t('fix')}
              </Button>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}
