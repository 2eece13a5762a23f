import { element } from '../atom/element.js';

/** What a MeterReading measures, as codes of the standard; see codes.ts. */
export interface ReadingType {
  readonly accumulationBehaviour: number;
  readonly commodity: number;
  /** ISO 4217 number: of the cost of readings (FB 12). */
  readonly currency?: number | undefined;
  readonly flowDirection: number;
  /** Seconds; 0 for register reads that follow no raster. */
  readonly intervalLength: number;
  readonly kind: number;
  readonly powerOfTenMultiplier: number;
  readonly uom: number;
  /** DataQualifierKind. */
  readonly dataQualifier: number;
  /** QualityOfReading of every reading that states none. */
  readonly defaultQuality: number;
  /** Time-of-use part; left out where the readings are of all hours. */
  readonly tou?: number;
  /** PhaseCodeKind; certification asks for it on electricity (FB_5). */
  readonly phase?: number;
}

export function readingTypeXml(type: ReadingType): string {
  return (
    '<espi:ReadingType>' +
    element('accumulationBehaviour', type.accumulationBehaviour) +
    element('commodity', type.commodity) +
    element('currency', type.currency) +
    element('dataQualifier', type.dataQualifier) +
    element('defaultQuality', type.defaultQuality) +
    element('flowDirection', type.flowDirection) +
    element('intervalLength', type.intervalLength) +
    element('kind', type.kind) +
    element('phase', type.phase) +
    element('powerOfTenMultiplier', type.powerOfTenMultiplier) +
    element('timeAttribute', 0) +
    element('tou', type.tou) +
    element('uom', type.uom) +
    '</espi:ReadingType>'
  );
}
