"""The words of EPCIS 2.0 documents; other values of these fields must be URIs of one's own.

Source: GS1 Core Business Vocabulary 2.0 (sections 7.1 to 7.7) and GS1 Web vocabulary.
"""

ACTIONS = frozenset(("ADD", "OBSERVE", "DELETE"))

_BIZ_STEPS = """
accepting arriving assembling collecting commissioning consigning creating_class_instance
cycle_counting decommissioning departing destroying disassembling dispensing encoding
entering_exiting holding inspecting installing killing loading other packing picking receiving
removing repackaging repairing replacing reserving retail_selling sampling sensor_reporting
shipping staging_outbound stock_taking stocking storing transporting unloading unpacking
void_shipping
"""
BIZ_STEPS = frozenset(_BIZ_STEPS.split())

_DISPOSITIONS = """
active available completeness_inferred completeness_verified conformant container_closed
container_open damaged destroyed dispensed disposed encoded expired in_progress in_transit
inactive mismatch_class mismatch_instance mismatch_quantity needs_replacement
no_pedigree_match non_conformant non_sellable_other partially_dispensed recalled reserved
retail_sold returned sellable_accessible sellable_not_accessible stolen unavailable unknown
"""
DISPOSITIONS = frozenset(_DISPOSITIONS.split())

_BIZ_TRANSACTION_TYPES = """
bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt
"""
BIZ_TRANSACTION_TYPES = frozenset(_BIZ_TRANSACTION_TYPES.split())

SOURCE_DESTINATION_TYPES = frozenset(("owning_party", "possessing_party", "location"))

ERROR_REASONS = frozenset(("did_not_occur", "incorrect_data"))

_MEASUREMENT_TYPES = """
AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude AmountOfSubstance
AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area
Capacitance Conductance Conductivity Count Density Dimensionless DoseEquivalent
DoseEquivalentRate DynamicViscosity ElectricCharge ElectricCurrent ElectricCurrentDensity
ElectricFieldStrength Energy Exposure Force Frequency Illuminance Inductance Irradiance
KinematicViscosity Length LinearMomentum Luminance LuminousFlux LuminousIntensity MagneticFlux
MagneticFluxDensity MagneticVectorPotential Mass MassConcentration MassFlowRate
MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy MolarMass MolarVolume Power
Pressure RadiantFlux RadiantIntensity Radioactivity RelativeHumidity Resistance Resistivity
SolidAngle SpecificVolume Speed SurfaceDensity SurfaceTension Temperature Time Torque Voltage
Volume VolumeFlowRate VolumeFraction VolumetricFlux Wavenumber
"""
MEASUREMENT_TYPES = frozenset(_MEASUREMENT_TYPES.split())

SENSOR_ALERTS = frozenset(("ALARM_CONDITION", "ERROR_CONDITION"))

_COMPONENTS = """
altitude axial_distance azimuth easting elevation_angle height latitude longitude northing
polar_angle spherical_radius x y z
"""
COMPONENTS = frozenset(_COMPONENTS.split())

# Words of a vocabulary are written bare; their long form, which XML has, is refused in JSON.
CBV_URIS = ("urn:epcglobal:cbv", "http://ns.gs1.org/cbv/", "https://ns.gs1.org/cbv/")
WEB_VOCABULARY_URIS = (
    "http://gs1.org/voc/",
    "https://gs1.org/voc/",
    "http://www.gs1.org/voc/",
    "https://www.gs1.org/voc/",
)
