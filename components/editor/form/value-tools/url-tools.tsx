'use client'

import { ExternalLink } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { TextButton } from '@/components/ui/buttons/text-button'
import { announce } from '@/lib/client/browser/announce'

/** Services for images add a style after `!`. */
const IMAGE_PATH = /\.(?:avif|bmp|gif|ico|jpe?g|png|svg|webp)(?:!.*)?$/i

/**
 * Opens the URL of a value, and shows the image there. Nothing loads before the person asks for it,
 * because the server of the URL sees who loads it.
 */
export function UrlTools({ url }: { url: string }) {
  const t = useTranslations('url')
  // The URL itself, because another one, typed or live, must not load either.
  const [shownUrl, setShownUrl] = useState<string | null>(null)
  const { protocol, pathname, host } = new URL(url)
  const isShown = shownUrl === url
  return (
    <>
      <a
        href={url}
        target="_blank"
        rel="noopener noreferrer"
        className="inline-flex min-h-6 items-center gap-1 px-1 font-medium text-accent"
      >
        <ExternalLink aria-hidden className="size-3.5" />
        {t('open')}
        <span className="sr-only"> {t('newTab')}</span>
      </a>
      {protocol === 'https:' && IMAGE_PATH.test(pathname) ? (
        <TextButton
          aria-expanded={isShown}
          title={isShown ? undefined : t('loadsFrom', { host })}
          onClick={() => setShownUrl(isShown ? null : url)}
        >
          {isShown ? t('hide') : t('preview')}
        </TextButton>
      ) : null}
      {isShown ? <ImagePreview key={url} url={url} host={host} /> : null}
    </>
  )
}

/** Keeps its height while the image loads, so that nothing below moves. */
function ImagePreview({ url, host }: { url: string; host: string }) {
  const t = useTranslations('url')
  const [size, setSize] = useState<{ width: number; height: number } | 'failed' | null>(null)
  return (
    <figure data-message className="order-last my-1 w-full">
      <div className="flex h-40 w-fit min-w-40 max-w-full items-center rounded-md border border-line bg-sunken p-2">
        {size === 'failed' ? (
          <p className="text-warn">{t('failed', { host })}</p>
        ) : (
          // biome-ignore lint/performance/noImgElement: the server never loads what a value names
          <img
            src={url}
            alt={t('alt', { host })}
            referrerPolicy="no-referrer"
            decoding="async"
            className="max-h-full max-w-full object-contain"
            onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
              setSize({ width, height })
            }
            onError={() => {
              setSize('failed')
              announce(t('failed', { host }))
            }}
          />
        )}
      </div>
      <figcaption className="min-h-6">
        {size === null || size === 'failed' ? null : t('size', { ...size, host })}
      </figcaption>
    </figure>
  )
}
