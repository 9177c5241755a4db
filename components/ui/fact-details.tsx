'use client'

import { useTranslations } from 'next-intl'
import { CopyButton } from './buttons/copy-button'

/** Details for support, collapsed. The copy button copies them as lines of `name: value`. */
export function FactDetails({ facts }: { facts: readonly (readonly [string, string])[] }) {
  const t = useTranslations('problemDetails')
  return (
    <details className="text-sm">
      <summary className="w-fit rounded-sm py-1 pe-2 text-muted">{t('details')}</summary>
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 break-all font-mono">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-2">
        <CopyButton
          showsLabel
          text={facts.map((fact) => fact.join(': ')).join('\n')}
          label={t('copyDetails')}
        />
      </div>
    </details>
  )
}
