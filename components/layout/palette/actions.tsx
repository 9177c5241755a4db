'use client'

import { Command } from 'cmdk'
import {
  Bookmark,
  BookOpen,
  History,
  Keyboard,
  Languages,
  LayoutGrid,
  List,
  ListChecks,
  Plug,
  ScrollText,
  SunMoon,
  Undo2,
  UserRound,
  Users,
} from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { setLocale, setTheme } from '@/lib/client/browser/appearance'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import { usePageActions } from '@/lib/client/hooks/use-page-actions'
import { hasPermission } from '@/lib/shared/access/roles'
import { themes } from '@/lib/shared/appearance'
import { locales } from '@/lib/shared/i18n/locale'
import { pages as allPages } from '../pages'
import { matchesWords } from './matches'
import { PaletteItem } from './palette-item'

/** Each language under its own name, so that those who read only that one find it. */
const LANGUAGES = { en: 'English', 'zh-CN': '简体中文' } as const

const PAGE_ACTION_ICONS = { 'undo-save': Undo2 } as const

const ICONS = {
  board: LayoutGrid,
  rooms: List,
  history: History,
  presets: Bookmark,
  batches: ListChecks,
  people: Users,
  catalogue: BookOpen,
  audit: ScrollText,
  connection: Plug,
} as const

type Props = {
  text: string
  onOpen: (path: Route) => void
  onClose: () => void
  onShowShortcuts: () => void
}

/** The pages and actions that match the typed text. */
export function PaletteActions({ text, onOpen, onClose, onShowShortcuts }: Props) {
  const t = useTranslations('palette')
  const app = useTranslations('app')
  const tPages = useTranslations('pages')
  const currentUser = useCurrentUser()
  const router = useRouter()
  const locale = useLocale()
  const pageActions = usePageActions()

  function applyAndRefresh(change: () => void) {
    change()
    onClose()
    router.refresh()
  }

  const allowedPages = allPages.filter(
    ({ action }) => currentUser && hasPermission(currentUser.role, action),
  )
  const pages = [
    ...allowedPages.map(({ name, href }) => ({
      value: `page:${name}`,
      icon: ICONS[name],
      label: tPages(name),
      run: () => onOpen(href),
    })),
    {
      value: 'page:account',
      icon: UserRound,
      label: tPages('account'),
      run: () => onOpen('/account'),
    },
  ]
  const actions = [
    ...locales
      .filter((other) => other !== locale)
      .map((other) => ({
        value: `language:${other}`,
        icon: Languages,
        label: t('language', { name: LANGUAGES[other] }),
        run: () => applyAndRefresh(() => setLocale(other)),
      })),
    ...themes.map((theme) => ({
      value: `theme:${theme}`,
      icon: SunMoon,
      label: t('theme', { name: app(`themes.${theme}`) }),
      run: () => applyAndRefresh(() => setTheme(theme)),
    })),
    { value: 'keys', icon: Keyboard, label: t('shortcuts'), run: onShowShortcuts },
  ]
  const roomActions = [...pageActions].map(([name, run]) => ({
    value: `room:${name}`,
    icon: PAGE_ACTION_ICONS[name],
    label: t(`roomActions.${name}`),
    run: () => {
      onClose()
      run()
    },
  }))
  return [
    { heading: t('thisRoom'), items: roomActions },
    { heading: t('pages'), items: pages },
    { heading: t('actions'), items: actions },
  ].map(({ heading, items }) => {
    const shown = items.filter(({ label }) => matchesWords(text, label))
    return shown.length === 0 ? null : (
      <Command.Group key={heading} heading={heading}>
        {shown.map(({ value, icon, label, run }) => (
          <PaletteItem key={value} value={value} icon={icon} onSelect={run}>
            {label}
          </PaletteItem>
        ))}
      </Command.Group>
    )
  })
}
