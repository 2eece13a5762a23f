/** MeterReading is empty in ESPI: identity and links only. */
export const METER_READING_XML = '<espi:MeterReading/>';
