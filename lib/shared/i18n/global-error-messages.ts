import type { Locale } from './locale'

/**
 * The texts of app/global-error.tsx, copied from the catalogues: the layout that provides those has
 * failed, and importing them would add both languages to every page.
 */
export const globalErrorMessages = {
  en: {
    name: 'Live Room Console',
    title: 'Something went wrong',
    text: 'Something went wrong in this console. Try again, or send the details to an administrator.',
    reference: 'Reference',
    retry: 'Try again',
  },
  'zh-CN': {
    name: '直播间控制台',
    title: '出错了',
    text: '控制台出错。请重试，或将详细信息发给管理员。',
    reference: '参考号',
    retry: '重试',
  },
} satisfies Record<Locale, object>
