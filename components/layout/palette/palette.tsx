'use client'

import { Dialog } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { isShortcut } from '@/lib/client/browser/keyboard'
import { useTypedText } from '@/lib/client/hooks/use-typed-text'
import { PaletteActions } from './actions'
import { PaletteHelp } from './palette-help'
import { PaletteResults } from './results'
import { useSelectedItem } from './use-selected-item'

type Props = { initialText: string; onClose: () => void; onShowShortcuts: () => void }

/** The command palette: finds rooms, pages and actions from any page. */
export function Palette({ initialText, onClose, onShowShortcuts }: Props) {
  const t = useTranslations('palette')
  const router = useRouter()
  const field = useRef<HTMLInputElement>(null)
  const { text, committedText, onTextChange, compositionHandlers } = useTypedText(initialText)
  const { selected, setSelected, updateSelection, selectFirst, list, inputHandlers } =
    useSelectedItem()

  function open(path: Route) {
    onClose()
    navigateByLink(path, router.push)
  }

  return (
    <Dialog.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Popup
          initialFocus={field}
          className="fixed inset-x-2 top-[max(0.5rem,10dvh)] z-50 mx-auto flex max-h-[76dvh] max-w-xl flex-col overflow-hidden rounded-lg border border-line bg-surface shadow-xl"
        >
          <Dialog.Title className="sr-only">{t('title')}</Dialog.Title>
          <Command
            label={t('title')}
            shouldFilter={false}
            // The vim bindings use Ctrl+K for "up"; here it closes the palette.
            vimBindings={false}
            loop
            value={selected}
            onValueChange={setSelected}
            className="flex min-h-0 flex-col"
            onPointerMove={inputHandlers.onPointerMove}
            onKeyDown={(event) => {
              inputHandlers.onKeyDown(event)
              if (isShortcut(event.nativeEvent, 'k')) onClose()
            }}
          >
            <Command.Input
              ref={field}
              value={text}
              onValueChange={(value) => {
                selectFirst()
                onTextChange(value)
              }}
              {...compositionHandlers}
              dir="auto"
              placeholder={t('hint')}
              className="min-h-12 border-line border-b bg-transparent px-4 outline-none"
            />
            <Command.List
              ref={list}
              label={t('title')}
              className="min-h-0 overflow-y-auto p-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
            >
              <PaletteResults text={committedText} onOpen={open} onItemsChange={updateSelection}>
                <PaletteActions
                  text={committedText}
                  onOpen={open}
                  onClose={onClose}
                  onShowShortcuts={onShowShortcuts}
                />
              </PaletteResults>
            </Command.List>
          </Command>
          <PaletteHelp />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/**
 * Navigates by clicking a link, so that a page with a draft asks first, as it does for every link.
 */
function navigateByLink(path: Route, push: (path: Route) => void): void {
  const link = document.createElement('a')
  link.href = path
  link.addEventListener('click', (event) => {
    event.preventDefault()
    push(path)
  })
  document.body.append(link)
  link.click()
  link.remove()
}
