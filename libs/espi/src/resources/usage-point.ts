import { element } from '../atom/element.js';

export interface UsagePoint {
  /** ServiceKind: 0 electricity, 1 gas, 2 water. */
  readonly serviceKind: number;
  /** 0 off, 1 on. */
  readonly status: number;
  readonly tariffProfile: string | null;
}

export function usagePointXml({ serviceKind, status, tariffProfile }: UsagePoint): string {
  const delivery =
    tariffProfile === null ? '' : `<espi:serviceDeliveryPoint>${element('tariffProfile', tariffProfile)}</espi:serviceDeliveryPoint>`;
  const category = `<espi:ServiceCategory>${element('kind', serviceKind)}</espi:ServiceCategory>`;
  return `<espi:UsagePoint>${category}${element('status', status)}${delivery}</espi:UsagePoint>`;
}
