#pragma once
// What the schemas of SDMX-ML say of the elements that our messages have: which attributes and
// children, how often, in which order, and of which form their values are.
//
// Source, read in the repositories of the SDMX technical working group: SDMX-ML 2.1 (namespaces
// v2_1, sdmx-twg/sdmx-ml-v2_1 at 4898a01, d2c1234, a0514d4 and 240be75: SDMXMessage, SDMXCommon,
// SDMXCommonReferences, SDMXDataGenericBase, SDMXDataStructureSpecificBase, SDMXStructure and its
// parts) and SDMX-ML 3.0 (namespaces v3_0, sdmx-twg/sdmx-ml at 06808ed, 1167793, d0a56d5 and
// 056afda: the same files). In our own words: what our messages never have is left out, so that it
// is a violation here although a schema may allow it.
//
// Names: m: message, c: common, s: structure, g: generic data, x: structure-specific data, without
// a prefix what the schemas leave unqualified. "a>b" is b below a.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace lontar::sdmx {

struct MlFact {
  std::string element;
  // "name:type" or "name=value", with "!" where it is required; "*": and any unqualified ones.
  std::string attributes;
  // As a regular expression over the names of the children; "&": each at most once, in any order.
  std::string children;
  std::string text = "";  // type of what stands between the tags; empty: nothing does
};

inline std::vector<MlFact> MlFactsOfMessages(bool is_21) {
  const std::string head = "m:ID m:Test m:Prepared m:Sender m:Receiver* c:Name*";
  const std::string usage = is_21 ? "( c:ProvisionAgrement | c:StructureUsage | c:Structure )"
                                  : "( c:ProvisionAgreement | c:StructureUsage | c:Structure )";
  const std::string set = "setID:id action:action validFromDate:instant validToDate:instant";
  return {
      {"m:Structure", "", "m:Header m:Structures?"},
      {"m:GenericData", "", "m:Header m:DataSet*"},
      {"m:StructureSpecificData", "", "m:Header m:DataSet*"},
      {"m:Structure>m:Header", "", head},
      {"m:Header", "", head + " m:Structure+ m:DataProvider? m:DataSetAction? m:DataSetID*"},
      {"m:ID", "", "", "id"},
      {"m:Test", "", "", "bool"},
      {"m:Prepared", "", "", "instant"},
      {"m:Sender", "id!:id", "c:Name*"},
      {"m:DataSetAction", "", "", "action"},
      {"m:GenericData>m:Header>m:Structure", "structureID!:name dimensionAtObservation!:name",
       usage},
      {"m:StructureSpecificData>m:Header>m:Structure",
       "structureID!:name dimensionAtObservation!:name namespace!:uri", usage},
      {"m:GenericData>m:DataSet", "structureRef!:name " + set,
       "c:Annotations? g:Attributes? g:Group* ( g:Series+ | g:Obs+ )?"},
      {"g:Series", "", "c:Annotations? g:SeriesKey g:Attributes? g:Obs*"},
      {"g:SeriesKey", "", "g:Value+"},
      {"g:Attributes", "", "g:Value+"},
      {"g:Value", "id!:name value!:any", ""},
      {"g:Obs", "", "c:Annotations? g:ObsDimension g:ObsValue? g:Attributes?"},
      {"m:DataSet>g:Obs", "", "c:Annotations? g:ObsKey g:ObsValue? g:Attributes?"},
      {"g:ObsKey", "", "g:Value+"},
      {"g:ObsDimension", "id:name value!:any", ""},
      {"g:ObsValue", "id=OBS_VALUE value!:any", ""},
      // The type is abstract: xsi:type has to name one that is not.
      {"m:StructureSpecificData>m:DataSet",
       "xsi:type!:any x:structureRef!:name x:dataScope!:scope x:setID:id x:action:action "
       "x:validFromDate:instant x:validToDate:instant",
       is_21 ? "c:Annotations? Group* ( Series+ | Obs+ )?"
             : "c:Annotations? ( Atts | Group | Series | Obs )*"},
      {"Series", "*", is_21 ? "c:Annotations? Obs*" : "c:Annotations? Comp* Obs*"},
      {"Obs", "TIME_PERIOD!:period *", is_21 ? "c:Annotations?" : "c:Annotations? Comp*"},
      {"m:Error", "", "m:ErrorMessage+"},
      {"m:ErrorMessage", "code!:any", "c:Text+"},
      {"c:Text", "xml:lang:any", "", "any"},
      {"c:Name", "xml:lang:any", "", "any"},
      {"c:Description", "xml:lang:any", "", "any"},
      {"c:Annotations", "", "c:Annotation+"},
      {"c:Annotation", "id:any",
       "c:AnnotationTitle? c:AnnotationType? c:AnnotationURL? c:AnnotationText*"},
      {"c:AnnotationTitle", "", "", "any"},
      {"c:AnnotationType", "", "", "any"},
      {"c:AnnotationText", "xml:lang:any", "", "any"},
  };
}

// An element that refers to an artefact of `type`, by its parts (2.1) or its URN (3.0).
// `type`: "datastructure.Dataflow".
inline std::vector<MlFact> MlReference(bool is_21, const std::string& element,
                                       const std::string& type) {
  if (!is_21) return {{element, "", "", "urn=" + type}};
  const size_t dot = type.find('.');
  return {{element, "", "Ref"},
          {element + ">Ref",
           absl::StrCat("id!:id agencyID!:agency version:version package=", type.substr(0, dot),
                        " class=", type.substr(dot + 1)),
           ""}};
}

// The same of an item of a scheme; `scheme`: the attributes of which scheme that may be.
inline std::vector<MlFact> MlItemReference(bool is_21, const std::string& element,
                                           const std::string& type, const std::string& scheme) {
  if (!is_21) return {{element, "", "", "itemurn=" + type}};
  const size_t dot = type.find('.');
  return {{element, "", "Ref"},
          {element + ">Ref",
           absl::StrCat("id!:id agencyID!:agency ", scheme, " package=", type.substr(0, dot),
                        " class=", type.substr(dot + 1)),
           ""}};
}

// An element that names something of the same structure.
inline std::vector<MlFact> MlLocalReference(bool is_21, const std::string& element,
                                            const std::string& type) {
  if (!is_21) return {{element, "", "", type}};
  return {{element, "", "Ref"}, {element + ">Ref", "id!:" + type, ""}};
}

inline std::vector<MlFact> MlFactsOfReferences(bool is_21) {
  std::vector<MlFact> facts;
  const auto add = [&facts](const std::vector<MlFact>& more) {
    facts.insert(facts.end(), more.begin(), more.end());
  };
  const std::string offices = "maintainableParentID=DATA_PROVIDERS maintainableParentVersion=1.0";
  const std::string any = "maintainableParentID!:id maintainableParentVersion:version";
  add(MlReference(is_21, "c:Structure", "datastructure.DataStructure"));
  add(MlReference(is_21, "c:StructureUsage", "datastructure.Dataflow"));
  add(MlReference(is_21, "s:Dataflow>s:Structure", "datastructure.DataStructure"));
  add(MlReference(is_21, "s:ConstraintAttachment>s:Dataflow", "datastructure.Dataflow"));
  add(MlReference(is_21, is_21 ? "s:StructureUsage" : "s:ProvisionAgreement>s:Dataflow",
                  "datastructure.Dataflow"));
  add(MlReference(is_21, "s:Enumeration", "codelist.Codelist"));
  add(MlItemReference(is_21, "s:ConceptIdentity", "conceptscheme.Concept", any));
  add(MlItemReference(is_21, "s:ProvisionAgreement>s:DataProvider", "base.DataProvider", offices));
  add(MlLocalReference(is_21, "s:Parent", "id"));
  add(MlLocalReference(is_21, "s:AttributeRelationship>s:Dimension", "name"));
  if (is_21) add(MlLocalReference(is_21, "s:AttributeRelationship>s:PrimaryMeasure", "name"));
  return facts;
}

inline std::vector<MlFact> MlFactsOfSchemes(bool is_21) {
  // 2.1 wants no more of a URN than that it is a URI.
  const auto urn = [is_21](const std::string& type, const std::string& kind = "urn") {
    return is_21 ? std::string("urn:uri ") : absl::StrCat("urn:", kind, "=", type, " ");
  };
  const std::string maintained = "agencyID!:agency isExternalReference:bool ";
  const std::string version = is_21 ? "version:version isFinal:bool " : "version:version30 ";
  // Of the offices of a collection: of one version without a number in 3.0, and never final.
  const std::string unversioned = is_21 ? "version=1.0 isFinal=false " : "";
  const std::string named = is_21 ? "c:Annotations? c:Name+ c:Description* "
                                  : "c:Annotations? c:Link* c:Name+ c:Description* ";
  const std::string scheme = maintained + version + "isPartial:bool id!:name ";
  const std::string offices = maintained + unversioned + "isPartial:bool ";
  return {
      {"s:AgencyScheme", offices + urn("base.AgencyScheme") + "id!=AGENCIES", named + "s:Agency*"},
      {"s:DataProviderScheme", offices + urn("base.DataProviderScheme") + "id!=DATA_PROVIDERS",
       named + "s:DataProvider*"},
      {"s:Agency", urn("base.Agency", "itemurn") + "id!:name", named},
      {"s:DataProviderScheme>s:DataProvider", urn("base.DataProvider", "itemurn") + "id!:id",
       named},
      {"s:CategoryScheme", scheme + urn("categoryscheme.CategoryScheme"), named + "s:Category*"},
      {"s:Category", urn("categoryscheme.Category", "itemurn") + "id!:id", named + "s:Category*"},
      {"s:Codelist", scheme + urn("codelist.Codelist"), named + "s:Code*"},
      {"s:Code", urn("codelist.Code", "itemurn") + "id!:id", named + "s:Parent?"},
      {"s:ConceptScheme", scheme + urn("conceptscheme.ConceptScheme"), named + "s:Concept*"},
      {"s:Concept", urn("conceptscheme.Concept", "itemurn") + "id!:name", named},
      {"s:Dataflow", maintained + version + urn("datastructure.Dataflow") + "id!:name",
       named + "s:Structure?"},
      {"s:DataStructure", maintained + version + urn("datastructure.DataStructure") + "id!:name",
       named + "s:DataStructureComponents?"},
      // Stubs too have both.
      {"s:ProvisionAgreement", maintained + version + urn("registry.ProvisionAgreement") + "id!:id",
       named + (is_21 ? "s:StructureUsage s:DataProvider" : "s:Dataflow s:DataProvider")},
      {is_21 ? "s:ContentConstraint" : "s:DataConstraint",
       maintained + version + urn("registry.DataConstraint") + "id!:id " +
           (is_21 ? "type:role" : "role!:role"),
       named + (is_21 ? "s:ConstraintAttachment? s:CubeRegion*"
                      : "s:ConstraintAttachment? s:ReleaseCalendar? s:CubeRegion{0,2}")},
  };
}

inline std::vector<MlFact> MlFactsOfStructures(bool is_21) {
  const std::string key = is_21 ? "c:" : "s:";
  const std::string component = "c:Annotations? s:ConceptIdentity ";
  return {
      {"m:Structures", "",
       is_21 ? "s:OrganisationSchemes? s:Dataflows? s:CategorySchemes? s:Codelists? s:Concepts? "
               "s:DataStructures? s:Constraints? s:ProvisionAgreements?"
             : "& s:AgencySchemes s:DataProviderSchemes s:Dataflows s:CategorySchemes s:Codelists "
               "s:ConceptSchemes s:DataStructures s:DataConstraints s:ProvisionAgreements"},
      {"s:OrganisationSchemes", "", "( s:AgencyScheme | s:DataProviderScheme )+"},
      {"s:AgencySchemes", "", "s:AgencyScheme+"},
      {"s:DataProviderSchemes", "", "s:DataProviderScheme+"},
      {"s:Dataflows", "", "s:Dataflow+"},
      {"s:CategorySchemes", "", "s:CategoryScheme+"},
      {"s:Codelists", "", "s:Codelist+"},
      {is_21 ? "s:Concepts" : "s:ConceptSchemes", "", "s:ConceptScheme+"},
      {"s:DataStructures", "", "s:DataStructure+"},
      {"s:Constraints", "", "s:ContentConstraint+"},
      {"s:DataConstraints", "", "s:DataConstraint+"},
      {"s:ProvisionAgreements", "", "s:ProvisionAgreement+"},
      {"s:DataStructureComponents", "",
       is_21 ? "s:DimensionList s:Group* s:AttributeList? s:MeasureList"
             : "s:DimensionList s:Group* s:AttributeList? s:MeasureList?"},
      {"s:DimensionList", "id=DimensionDescriptor urn:uri",
       "c:Annotations? ( s:Dimension | s:TimeDimension )+"},
      {"s:DimensionList>s:Dimension", "id:name urn:uri position:int",
       component + "s:LocalRepresentation?"},
      {"s:TimeDimension", "id=TIME_PERIOD urn:uri position:int",
       component + "s:LocalRepresentation"},
      {"s:AttributeList", "id=AttributeDescriptor urn:uri", "c:Annotations? s:Attribute+"},
      {"s:Attribute",
       is_21 ? "id:name urn:uri assignmentStatus!:assignment" : "id:name urn:uri usage:usage",
       component + "s:LocalRepresentation? s:AttributeRelationship"},
      {"s:AttributeRelationship", "",
       is_21 ? "( s:None | s:Dimension+ | s:PrimaryMeasure )"
             : "( s:None | s:Dimension+ | s:Observation )"},
      {"s:Observation", "", ""},
      {"s:MeasureList", "id=MeasureDescriptor urn:uri",
       is_21 ? "c:Annotations? s:PrimaryMeasure" : "c:Annotations? s:Measure+"},
      {"s:MeasureList>s:PrimaryMeasure", "id=OBS_VALUE urn:uri",
       component + "s:LocalRepresentation?"},
      {"s:Measure", "id:name urn:uri usage:usage", component + "s:LocalRepresentation?"},
      {"s:LocalRepresentation", "", "( s:TextFormat | s:Enumeration )"},
      {"s:TimeDimension>s:LocalRepresentation", "", "s:TextFormat"},
      {"s:TextFormat", "textType:textType", ""},
      // Several languages in one value unless it is denied, and then no attribute of XML can hold
      // it; 2.1 never has them.
      {"s:Attribute>s:LocalRepresentation>s:TextFormat",
       is_21 ? "textType:textType" : "textType:textType isMultiLingual=false", ""},
      {"s:ConstraintAttachment", "", "s:Dataflow+"},
      {"s:CubeRegion", "include:bool", key + "KeyValue*"},
      {key + "KeyValue", "id!:name include:bool",
       absl::StrCat("( ", key, "Value+ | ", key, "TimeRange )")},
      {key + "Value", "cascadeValues:bool", "", "any"},
      {key + "TimeRange", "", absl::StrCat(key, "StartPeriod ", key, "EndPeriod")},
      {key + "StartPeriod", "isInclusive:bool", "", "period"},
      {key + "EndPeriod", "isInclusive:bool", "", "period"},
  };
}

}  // namespace lontar::sdmx
