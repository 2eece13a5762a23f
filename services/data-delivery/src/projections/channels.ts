/** One text for a channel: usage point and reading type. Stable over a rebuild, unlike the number in the table. */
export const channelName = (usagePointId: string, key: string): string => `${usagePointId}/${key}`;
