'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from '@/components/ui/dialog'
import { Kbd } from './kbd'

const GROUPS = [
  {
    name: 'everywhere',
    rows: [
      ['palette', ['Ctrl', 'K']],
      ['search', ['/']],
      ['list', ['?']],
      ['close', ['Esc']],
    ],
  },
  {
    name: 'inRoom',
    rows: [
      ['save', ['Ctrl', 'S']],
      ['add', ['Ctrl', 'Enter']],
      ['previous', ['Alt', '↑']],
      ['next', ['Alt', '↓']],
      ['undo', ['Ctrl', 'Z']],
      ['indent', ['Enter']],
      ['plainLine', ['Shift', 'Enter']],
      ['bracket', ['Ctrl', 'Shift', '\\']],
    ],
  },
] as const

export function KeyboardShortcutsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shortcuts')
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <div className="grid gap-x-8 gap-y-4 overflow-y-auto px-4 py-3 sm:grid-cols-2">
        {GROUPS.map(({ name, rows }) => (
          <section key={name} aria-labelledby={`keys-${name}`}>
            <h3 id={`keys-${name}`} className="mb-1 text-muted text-sm">
              {t(name)}
            </h3>
            <dl className="divide-y divide-line">
              {rows.map(([action, keys]) => (
                <div key={action} className="flex items-center justify-between gap-4 py-1.5">
                  <dt>{t(action)}</dt>
                  <dd className="shrink-0">
                    <Kbd keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <p className="text-muted text-sm sm:col-span-2">{t('singleKeyHint')}</p>
      </div>
    </Dialog>
  )
}
