/** The name in both of its scripts. */
export const Wordmark = () => (
  <span className="inline-flex items-baseline gap-2 text-base font-bold">
    Hakim
    <span
      lang="ar"
      dir="rtl"
      className="font-arabic text-lg leading-none font-medium text-accent max-[24rem]:hidden"
    >
      حكيم
    </span>
  </span>
)
