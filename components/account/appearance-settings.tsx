'use client'

import { useTranslations } from 'next-intl'
import { LanguageSelect, ThemeSelect } from '@/components/ui/fields/appearance-selects'
import { Field } from '@/components/ui/fields/field'
import { inputClass } from '@/components/ui/fields/text-field'
import { setDensity, useDensity } from '@/lib/client/browser/appearance'
import type { Theme } from '@/lib/shared/appearance'
import { type Density, densities, parseDensity } from '@/lib/shared/appearance'
import { SettingsSection } from './settings-section'

/** How the console looks in this browser. Changes apply at once, without a save button. */
export function AppearanceSettings({ theme, density }: { theme: Theme; density: Density }) {
  const t = useTranslations()
  const current = useDensity(density)
  return (
    <SettingsSection id="looks" title={t('account.appearance.title')}>
      <p className="text-muted text-sm">{t('account.appearance.text')}</p>
      <div className="grid max-w-xl gap-x-3 sm:grid-cols-3 sm:grid-rows-[auto_auto]">
        <Field id="own-language" label={t('app.language')}>
          {(controlProps) => <LanguageSelect {...controlProps} className={inputClass} />}
        </Field>
        <Field id="own-theme" label={t('app.theme')}>
          {(controlProps) => (
            <ThemeSelect {...controlProps} initial={theme} className={inputClass} />
          )}
        </Field>
        <Field id="own-density" label={t('account.appearance.density')}>
          {(controlProps) => (
            <select
              {...controlProps}
              value={current}
              onChange={(event) => setDensity(parseDensity(event.target.value))}
              className={inputClass}
            >
              {densities.map((name) => (
                <option key={name} value={name}>
                  {t(`account.appearance.densities.${name}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
    </SettingsSection>
  )
}
