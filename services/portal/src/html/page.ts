import type { VNode } from 'preact';

/** What a controller hands back: rendered inside the layout by PageInterceptor. */
export class Page {
  readonly title: string;
  readonly body: VNode;
  readonly status: number;
  /** Origins beside our own that the forms of this page may lead to, also by redirect. */
  readonly formTargets: readonly string[];

  /** No menu stands between the visitor and the one thing the page is for. */
  readonly withoutMenu: boolean;

  /** Seconds after which the page loads itself anew, with or without JavaScript; undefined: never. */
  readonly followSeconds: number | undefined;

  constructor(options: {
    title: string;
    body: VNode;
    status?: number;
    formTargets?: readonly string[];
    withoutMenu?: boolean;
    followSeconds?: number | undefined;
  }) {
    this.title = options.title;
    this.body = options.body;
    this.status = options.status ?? 200;
    this.formTargets = options.formTargets ?? [];
    this.withoutMenu = options.withoutMenu ?? false;
    this.followSeconds = options.followSeconds;
  }
}

/** See other (303): the browser goes on with GET. */
export class SeeOther {
  constructor(readonly location: string) {}
}

/** A file instead of a page: shown, or saved under a name. */
export class Download {
  constructor(
    readonly contentType: string,
    readonly content: string,
    /** Present: the browser saves it under this name (ASCII, no quotes). */
    readonly fileName?: string,
  ) {}
}
