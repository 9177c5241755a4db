import { useTranslations } from 'next-intl'
import { type Severity, severities } from '@/lib/shared/catalogue/key-description'

/** What happens to a value that fails a check. The form field is called `severity`. */
export function SeverityRadios({ initial }: { initial: Severity }) {
  const t = useTranslations('catalogue.form')
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-muted text-xs">{t('severity')}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {severities.map((severity) => (
          <label
            key={severity}
            className="flex gap-2 rounded-md border border-line px-2.5 py-2 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="severity"
              value={severity}
              defaultChecked={severity === initial}
              className="mt-1 size-4 shrink-0"
            />
            <span className="min-w-0">
              <span className="block font-medium">{t(severity)}</span>
              <span className="block text-muted text-sm">{t(`${severity}Hint`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
