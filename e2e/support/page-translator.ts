import type { BrowserContext, Page } from '@playwright/test'

type Options = {
  /** Written before every text, so that a test sees what was translated. */
  prefix: string
  /** Extensions that rewrite pages do not all honour `translate="no"`. */
  ignoresOptOut: boolean
}

/**
 * Does to every page what the translator of a browser does: each text node, also one that comes
 * later, is replaced by two nested `font` elements.
 */
export async function translatePages(target: BrowserContext | Page, options: Options) {
  await target.addInitScript(({ prefix, ignoresOptOut }: Options) => {
    const skippedTags = new Set(['SCRIPT', 'STYLE', 'TEXTAREA', 'INPUT', 'FONT', 'OPTION', 'TITLE'])

    function translate(text: Text) {
      const parent = text.parentElement
      if (!parent || !text.data.trim() || skippedTags.has(parent.tagName)) return
      if (!ignoresOptOut && parent.closest('[translate=no], .notranslate')) return
      const outer = document.createElement('font')
      const inner = document.createElement('font')
      inner.textContent = prefix + text.data
      outer.append(inner)
      parent.replaceChild(outer, text)
    }

    function translateAll(root: Node) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
      const texts: Text[] = []
      while (walker.nextNode()) texts.push(walker.currentNode as Text)
      for (const text of texts) translate(text)
    }

    const isHydrated = () =>
      [...document.querySelectorAll('body :is(h1, input, textarea, button, select)')].every(
        (element) => Object.keys(element).some((key) => key.startsWith('__reactFiber')),
      )

    function start() {
      translateAll(document.body)
      document.documentElement.dataset.translated = ''
      new MutationObserver((mutations) => {
        for (const { addedNodes } of mutations)
          for (const node of addedNodes)
            if (node instanceof Text) translate(node)
            else if (node instanceof Element) translateAll(node)
      }).observe(document.body, { childList: true, subtree: true })
    }

    // Translators wait until the page has loaded, and by then it is interactive.
    addEventListener('load', () => {
      const timer = setInterval(() => {
        if (!isHydrated()) return
        clearInterval(timer)
        start()
      }, 250)
    })
  }, options)
}
