"""Draw the records of a GeoPackage with its default style. Run by a Python that has QGIS."""

import json
import sys

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

EDGE_PX = 900
DPI = 300


def draw_layer(path, name, key, folder):
    """Draw a layer as a picture; give the pixel of each feature by the text in a field."""
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    assert layer.isValid(), f"QGIS cannot open the layer {name}"
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    extent = QgsRectangle(layer.extent())
    extent.grow(0.5)
    settings.setExtent(extent)
    settings.setOutputSize(QSize(EDGE_PX, EDGE_PX))
    settings.setOutputDpi(DPI)
    settings.setBackgroundColor(QColor("#f6f3ec"))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    assert not job.errors(), [error.message for error in job.errors()]
    job.renderedImage().save(f"{folder}/{name}.png")
    places = {}
    for feature in layer.getFeatures():
        if feature.hasGeometry():
            point = settings.mapToPixel().transform(feature.geometry().asPoint())
            places[str(feature[key])] = [round(point.x()), round(point.y())]
    return {"renderer": layer.renderer().type(), "places": places}


def main():
    """Draw the layers that are named, and print where their features are."""
    path, folder, *layers = sys.argv[1:]
    QgsApplication.setPrefixPath("/usr", True)
    app = QgsApplication([], False)
    app.initQgis()
    told = {
        name: draw_layer(path, name, key, folder)
        for name, key in (pair.split(":") for pair in layers)
    }
    print(json.dumps(told))
    app.exitQgis()


main()
