'use client'

import { useTranslations } from 'next-intl'
import { keepDensity, useDensity } from '@/components/account/density'
import { LanguageSelect, ThemeSelect } from '@/components/layout/selects'
import { Field } from '@/components/ui/fields/field'
import { wordsClass } from '@/components/ui/fields/text-field'
import { type Density, densities, densityFrom } from '@/lib/shared/appearance/density'
import type { Theme } from '@/lib/shared/appearance/theme'
import { Section } from './section'

/** How the console looks in this browser. It holds at once: nothing here can go wrong for anybody else. */
export function Looks({ theme, density }: { theme: Theme; density: Density }) {
  const t = useTranslations()
  const shown = useDensity(density)
  return (
    <Section id="looks" title={t('account.looks.title')}>
      <p className="text-muted text-sm">{t('account.looks.text')}</p>
      <div className="grid max-w-xl gap-x-3 sm:grid-cols-3 sm:grid-rows-[auto_auto]">
        <Field id="own-language" label={t('app.language')}>
          {(wiring) => <LanguageSelect {...wiring} className={wordsClass} />}
        </Field>
        <Field id="own-theme" label={t('app.theme')}>
          {(wiring) => <ThemeSelect {...wiring} initial={theme} className={wordsClass} />}
        </Field>
        <Field id="own-density" label={t('account.looks.density')}>
          {(wiring) => (
            <select
              {...wiring}
              value={shown}
              onChange={(event) => keepDensity(densityFrom(event.target.value))}
              className={wordsClass}
            >
              {densities.map((name) => (
                <option key={name} value={name}>
                  {t(`account.looks.densities.${name}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
    </Section>
  )
}
