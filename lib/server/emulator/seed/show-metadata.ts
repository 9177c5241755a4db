import 'server-only'

type Entries = [key: string, value: string][]

const VALUE_BYTES = 2_048

/**
 * Creates the metadata of the shows by room id, and the one of all other shows. `now` in epoch ms.
 */
export function createShowMetadata(now: number): {
  metadataByRoom: ReadonlyMap<string, Entries>
  defaultMetadata: Entries
} {
  const nextShowAt = new Date(now + 1_800_000).toISOString()
  const sale = JSON.stringify({
    id: 8812,
    title: '羊毛大衣',
    price: 899,
    currency: 'CNY',
    stock: 120,
  })
  const defaultMetadata: Entries = [
    ['banner', 'Welcome! Be kind in the chat.'],
    ['gifts_enabled', 'true'],
  ]
  const metadataByRoom = new Map<string, Entries>([
    [
      'fashion-week-01',
      [
        ['banner', '今晚八点 全场七折 🎉'],
        ['chat_slow_mode', '5'],
        ['gifts_enabled', 'true'],
        ['host_message', '欢迎来到秋季时装周！\n新朋友点点关注。'],
        ['pinned_product', sale],
        [
          'poll',
          JSON.stringify(
            { question: '下一件看哪件？', options: ['大衣', '围巾', '靴子'] },
            null,
            2,
          ),
        ],
        ['theme', 'autumn'],
      ],
    ],
    [
      'cooking-noodles',
      [
        ['banner', '手工拉面 🍜 现场教学'],
        ['pinned_product', JSON.stringify({ id: 310, title: '面粉 5kg', price: 39.9 })],
        ['recipe', '高筋面粉 500g\n水 260g\n盐 6g'],
      ],
    ],
    [
      'esports-finals',
      [
        ['banner', 'Grand final tonight — best of five'],
        ['feature_switches', JSON.stringify({ replay: true, predictions: false, drops: true })],
        ['score', '{"left": 1, "right": 2}'],
        ['sponsor_overlay', ''],
      ],
    ],
    [
      'family-talk',
      [
        ['banner', '👨‍👩‍👧‍👦 Families tell their stories'],
        ['next_show_at', nextShowAt],
        ['ticker', 'Tonight: moving abroad · Tomorrow: first jobs · Friday: your questions'],
      ],
    ],
    [
      'charity-marathon',
      [
        ['goal', JSON.stringify({ amount: 50000, reached: 31240, currency: 'EUR' })],
        ['banner', '❤️ 24 hours for the animal shelter'],
        ['donate_url', 'https://example.com/donate'],
      ],
    ],
    ['full-house', createFullMetadata()],
    ['quiet-library', []],
    [
      'odd-keys',
      [
        ['__proto__', 'an ordinary key'],
        ['Banner', 'differs by case'],
        ['banner', 'differs by case'],
        ['banner ', 'ends with a space'],
        ['constructor', 'an ordinary key'],
        ['crlf', 'first line\r\nsecond line'],
        ['hidden', 'zero\u200bwidth and \u202eturned\u202c text'],
      ],
    ],
  ])
  return { metadataByRoom, defaultMetadata }
}

/** Ten keys and exactly 16,384 bytes of values, the limits of a room. */
function createFullMetadata(): Entries {
  const line = '今晚特卖 special offer · '
  const createText = (bytes: number) => {
    const lines = line.repeat(Math.floor(bytes / Buffer.byteLength(line)))
    return lines + 'x'.repeat(bytes - Buffer.byteLength(lines))
  }
  const largest: Entries = Array.from({ length: 7 }, (_, index) => [
    `block_${index + 1}`,
    createText(VALUE_BYTES),
  ])
  return [
    ...largest,
    ['block_8', createText(1_024)],
    ['block_9', createText(1_000)],
    ['note', 'x'.repeat(24)],
  ]
}
