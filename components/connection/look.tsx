import { useTranslations } from 'next-intl'
import type { CallError } from '@/lib/shared/api/connection-endpoints'

/** Which setting to look at first, where a fault says so. */
export function Look({ error: { setting } }: { error: Pick<CallError, 'setting'> }) {
  const t = useTranslations('connection.look')
  if (setting === null || !t.has(setting)) return null
  return (
    <p className="font-medium">
      {t.rich(setting, { code: (name) => <code className="break-all">{name}</code> })}
    </p>
  )
}
