/** GB/T 33190-2016, 7.3: the namespace of everything in an OFD. */
export const NAMESPACE = "http://www.ofdspec.org/2016";

/** The object identifier of SM3 (GB/T 33560), by which references say how they were computed. */
export const SM3 = "1.2.156.10197.1.401";

/** SM2 with SM3 (GB/T 33560): how the signature value is made, where nothing else is said. */
export const SM2_WITH_SM3 = "1.2.156.10197.1.501";
