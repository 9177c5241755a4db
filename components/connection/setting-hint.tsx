import { useTranslations } from 'next-intl'
import type { CallError } from '@/lib/shared/api/connection-endpoints'

/** The setting to check first, if the error points at one. */
export function SettingHint({ error: { setting } }: { error: Pick<CallError, 'setting'> }) {
  const t = useTranslations('connection.settingHints')
  if (setting === null || !t.has(setting)) return null
  return (
    <p className="font-medium">
      {t.rich(setting, { code: (chunk) => <code className="break-all">{chunk}</code> })}
    </p>
  )
}
