import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { type Role, roles } from '@/lib/shared/access/roles'

/** Radio buttons for the roles, with their permissions. The form field is called `role`. */
export function RoleRadios({ legend, initial }: { legend: ReactNode; initial: Role }) {
  const t = useTranslations()
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-muted text-xs">{legend}</legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {roles.map((role) => (
          <label
            key={role}
            className="flex gap-2 rounded-md border border-line px-2.5 py-2 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="role"
              value={role}
              defaultChecked={role === initial}
              className="mt-1 size-4 shrink-0"
            />
            <span className="min-w-0">
              <span className="block font-medium">{t(`nav.roles.${role}`)}</span>
              <span className="block text-muted text-sm">
                {t(`people.roleDescriptions.${role}`)}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
