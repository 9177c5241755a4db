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
      ['remove', ['Ctrl', 'Backspace']],
      ['undo', ['Ctrl', 'Z']],
    ],
  },
] as const

/** The keys of this console, by `?`. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const t = useTranslations('keys')
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <div className="grid gap-x-8 gap-y-4 overflow-y-auto px-4 py-3 sm:grid-cols-2">
        {GROUPS.map(({ name, rows }) => (
          <section key={name} aria-labelledby={`keys-${name}`}>
            <h3 id={`keys-${name}`} className="mb-1 text-muted text-sm">
              {t(name)}
            </h3>
            <dl className="divide-y divide-line">
              {rows.map(([act, keys]) => (
                <div key={act} className="flex items-center justify-between gap-4 py-1.5">
                  <dt>{t(act)}</dt>
                  <dd className="shrink-0">
                    <Kbd keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <p className="text-muted text-sm sm:col-span-2">{t('outside')}</p>
      </div>
    </Dialog>
  )
}
